import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ActionForm } from '@/components/ui/action-form';
import { FormPage, Page } from '@/components/ui/page';
import { SaveBar } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { register } from '@/features/consultations/actions';
import { Answers } from '@/features/consultations/components/answers';
import { RegistrationHead } from '@/features/consultations/components/registration-head';
import { RegistrationTasks } from '@/features/consultations/components/registration-tasks';
import { openParts } from '@/features/consultations/parts';
import { getRegistration } from '@/features/consultations/registration-queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = titled('consultations', 'tasks.check');

export default async function CheckPage({ params }: { params: Promise<{ registration: string }> }) {
  const actor = await requireActor();
  const { registration: id } = await params;
  const registration = can(actor, 'case.register') ? await getRegistration(actor, id, dayOf(currentTime())) : null;
  if (!registration) notFound();
  const t = await getTranslations('consultations');
  const open = openParts(registration.kind, registration.values);
  return (
    <Page>
      <RegistrationHead actor={actor} registration={registration} title={t('tasks.check')} />
      <FormPage parts={<RegistrationTasks actor={actor} registration={registration} current="check" />}>
        <div className="max-w-160 max-md:pb-16">
          {open.length > 0 && (
            <SayBar tone="amber" className="mb-4">
              {await describeRefusal({ code: 'REGISTRATION_INCOMPLETE', params: { count: open.length } })}
            </SayBar>
          )}
          <ActionForm action={register} aria-label={t('tasks.check')}>
            <input type="hidden" name="registrationId" value={id} />
            <Answers registration={registration} />
            {open.length === 0 && (
              <SaveBar>
                <SubmitButton>{t('submit')}</SubmitButton>
              </SaveBar>
            )}
          </ActionForm>
        </div>
      </FormPage>
    </Page>
  );
}
