import { getTranslations } from 'next-intl/server';
import { SaveBar } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { AutosavedForm, SavedMark } from '@/features/drafts/components/autosaved-form';
import { savePart } from '../actions';
import type { Part } from '../parts';
import type { Registration } from '../registration-queries';
import { ApplicantPart } from './applicant-part';
import { PayeePart } from './payee-part';
import { PlacePart } from './place-part';
import { EligibilityPart, RecommenderPart, RequestPart } from './request-parts';

interface PartFormProps {
  actor: Actor;
  registration: Registration;
  part: Part;
  /** where saving leads: back to checking the answers, else to the list of parts */
  back: 'check' | null;
  today: Day;
}

/** One part of a registration on its own: kept while it is typed, checked when it is saved. */
export async function PartForm({ actor, registration, part, back, today }: PartFormProps) {
  const t = await getTranslations('consultations');
  const { id, kind, draft, values } = registration;
  return (
    <AutosavedForm
      action={savePart}
      className="max-w-160 max-md:pb-16"
      aria-label={t(`sections.${part}`)}
      quiet
      known={{ revision: draft.revision, savedAt: draft.savedAt.toISOString(), values }}
      head={{
        writerId: actor.userId,
        formKey: draft.formKey,
        href: `/cases/new/${id}/${part}`,
        title: draft.title,
        partial: true,
      }}
    >
      <input type="hidden" name="registrationId" value={id} />
      <input type="hidden" name="part" value={part} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="draftRevision" defaultValue={draft.revision} />
      {back && <input type="hidden" name="back" value={back} />}
      <PartFields actor={actor} registration={registration} part={part} today={today} />
      <SaveBar>
        <SubmitButton>{t('savePart')}</SubmitButton>
        <SavedMark />
      </SaveBar>
    </AutosavedForm>
  );
}

function PartFields({ actor, registration, part, today }: Omit<PartFormProps, 'back'>) {
  const { form, kind, values } = registration;
  switch (part) {
    case 'applicant':
      return (
        <>
          <input type="hidden" name="programmeId" value={registration.programmeId} />
          <input type="hidden" name="townshipId" value={registration.townshipId} />
          <input type="hidden" name="villageId" value={String(values.villageId ?? '')} />
          <ApplicantPart kind={kind} />
        </>
      );
    case 'request':
      return <RequestPart values={{}} limits={form.limits} />;
    case 'eligibility':
      return <EligibilityPart values={{}} questions={form.questions} />;
    case 'recommender':
      return <RecommenderPart values={{}} />;
    case 'payee':
      return <PayeePart owed name={typeof values.name === 'string' ? values.name : ''} />;
    case 'branch':
      return (
        <PlacePart
          form={form}
          ownBranch={actor.scope.kind === 'FINANCIER'}
          mayChooseGreen={can(actor, 'lane.grant')}
          today={today}
        />
      );
  }
}
