import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { can } from '@/domain/permissions';
import { EditForm } from '@/features/consultations/components/edit-form';
import { findConsultation } from '@/features/consultations/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('consultations', 'edit.title');

export default async function ConsultationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const view = can(actor, 'case.submit') ? await findConsultation(actor, id) : null;
  if (!view) notFound();
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(currentTime())}`} />
      <Breadcrumb
        items={[
          { label: cases('title'), href: '/cases' },
          { label: view.reference, href: `/cases/${id}` },
          { label: t('edit.title') },
        ]}
      />
      <PageHead title={t('edit.title')} meta={view.title} rule />
      <div className="pt-4">
        {view.editable && view.limits ? (
          <EditForm caseId={id} view={{ ...view, limits: view.limits }} />
        ) : (
          <SayBar tone="amber" detail={<Link href={`/cases/${id}`}>{t('edit.back')}</Link>}>
            {t('edit.notNow')}
          </SayBar>
        )}
      </div>
    </Page>
  );
}
