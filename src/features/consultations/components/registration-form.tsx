import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxField } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import type { ApplicantKind } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import { registerForEntity, registerForHousehold } from '../actions';
import type { RegistrationForm as FormView, Limits, PoolProject } from '../queries';
import { ApplicantPart } from './applicant-part';
import { Part } from './part';
import { PayeePart } from './payee-part';
import { RequestParts } from './request-parts';

interface RegistrationFormProps {
  form: FormView & { limits: Limits };
  project: PoolProject | null;
  chosen: { programmeId: string; kind: ApplicantKind; townshipId: number };
  /** back to the first step */
  changeHref: string;
  mayChooseGreen: boolean;
  ownBranch: boolean;
  today: Day;
}

/** Second step: everything else, in one column. */
export async function RegistrationForm(props: RegistrationFormProps) {
  const { form, project, chosen } = props;
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  if (form.branches.length === 0) return <SayBar tone="amber">{t('fields.branchNone')}</SayBar>;
  return (
    <ActionForm
      action={chosen.kind === 'HOUSEHOLD' ? registerForHousehold : registerForEntity}
      className="max-w-160 max-md:pb-16"
      aria-label={t('title')}
    >
      <input type="hidden" name="programmeId" value={chosen.programmeId} />
      <input type="hidden" name="townshipId" value={chosen.townshipId} />
      {chosen.kind !== 'HOUSEHOLD' && <input type="hidden" name="kind" value={chosen.kind} />}
      {project && <input type="hidden" name="projectId" value={project.id} />}
      <p className="mb-4 flex flex-wrap gap-x-4 border-b border-rule pb-2 text-ink-2">
        <span>{labelOf(form.programmeName, locale)}</span>
        <span>{cases(`applicantKinds.${chosen.kind}`)}</span>
        <span>{form.townshipName}</span>
        {project && <span>{t('start.project', { reference: project.reference, name: project.name })}</span>}
        <Link href={props.changeHref}>{t('start.change')}</Link>
      </p>
      <Part title={t('sections.place')}>
        <PlaceFields {...props} />
      </Part>
      <ApplicantPart kind={chosen.kind} />
      <RequestParts
        limits={form.limits}
        questions={form.questions}
        values={
          project ? { title: project.name, purpose: project.content, requestedAmountFen: project.plannedAmountFen } : {}
        }
      />
      <PayeePart owed />
      <SaveBar>
        <SubmitButton>{t('submit')}</SubmitButton>
      </SaveBar>
    </ActionForm>
  );
}

async function PlaceFields({ form, project, ownBranch, mayChooseGreen, today }: RegistrationFormProps) {
  const t = await getTranslations('consultations');
  const locale = await getLocale();
  const only = form.villages.length === 1 ? form.villages[0]?.id : undefined;
  const village = project?.villageId ?? only;
  return (
    <>
      {form.villages.length > 0 && (
        <Field name="villageId" label={t('fields.village')}>
          <Select
            {...(only === undefined ? { placeholder: t('fields.wholeTownship') } : {})}
            defaultValue={village ? String(village) : ''}
            options={form.villages.map((row) => ({ value: String(row.id), label: row.name }))}
          />
        </Field>
      )}
      {!ownBranch && (
        <Field name="branchId" label={t('fields.branch')} required>
          <Select
            width="long"
            placeholder={t('choose')}
            defaultValue={form.branches.length === 1 ? form.branches[0]?.id : ''}
            options={form.branches.map((branch) => ({ value: branch.id, label: labelOf(branch.name, locale) }))}
          />
        </Field>
      )}
      <Field name="consultedOn" label={t('fields.consultedOn')} required>
        <DateInput defaultValue={today} max={today} />
      </Field>
      {mayChooseGreen && <CheckboxField name="green" label={t('fields.green')} className="mb-4.5" />}
    </>
  );
}
