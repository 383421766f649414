import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { RegistrationHead } from '@/features/consultations/components/registration-head';
import { RegistrationTasks } from '@/features/consultations/components/registration-tasks';
import { openParts } from '@/features/consultations/parts';
import { getRegistration } from '@/features/consultations/registration-queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('consultations', 'title');

export default async function RegistrationPage({ params }: { params: Promise<{ registration: string }> }) {
  const actor = await requireActor();
  const { registration: id } = await params;
  const registration = can(actor, 'case.register') ? await getRegistration(actor, id, dayOf(currentTime())) : null;
  if (!registration) notFound();
  const t = await getTranslations('consultations');
  const isReady = openParts(registration.kind, registration.values).length === 0;
  return (
    <Page>
      <RegistrationHead actor={actor} registration={registration} />
      <div className="max-w-160 pt-4">
        {registration.form.branches.length === 0 && (
          <SayBar tone="amber" className="mb-4">
            {t('fields.branchNone')}
          </SayBar>
        )}
        <p className="mb-4 text-ink-2">{t('tasks.intro')}</p>
        <RegistrationTasks actor={actor} registration={registration} />
        {isReady && (
          <p className="mt-4">
            <ButtonLink href={`/cases/new/${id}/check`} variant="primary">
              {t('tasks.check')}
            </ButtonLink>
          </p>
        )}
      </div>
    </Page>
  );
}
