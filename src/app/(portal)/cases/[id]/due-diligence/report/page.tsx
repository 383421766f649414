import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { DueDiligenceHead } from '@/features/due-diligence/components/due-diligence-head';
import { KnownFacts } from '@/features/due-diligence/components/known-facts';
import { ReportForm } from '@/features/due-diligence/components/report-form';
import { ReportIndex } from '@/features/due-diligence/components/report-index';
import { ReportSection } from '@/features/due-diligence/components/report-section';
import { getReportForm } from '@/features/due-diligence/queries';
import { requireActor } from '@/server/auth';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = caseTitled('due-diligence', 'report');

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const form = await getReportForm(actor, (await params).id);
  if (!form) notFound();
  const t = await getTranslations('due-diligence');
  return (
    <Page>
      <DueDiligenceHead view={form.view} title={t('report')} />
      <FormPage parts={<ReportIndex form={form} />} facts={<KnownFacts view={form.view} unit="WAN" />}>
        {form.refusal ? (
          <>
            <SayBar className="mb-4">{await describeRefusal(form.refusal)}</SayBar>
            <ReportSection view={form.view} />
          </>
        ) : (
          <>
            {form.view.report?.status === 'CONFIRMED' && (
              <SayBar tone="amber" className="mb-4">
                {t('editReopens')}
              </SayBar>
            )}
            {form.view.report?.status === 'VOID' && form.start && (
              <SayBar className="mb-4">{t('continuesVoid', { version: form.view.report.version })}</SayBar>
            )}
            <ReportForm form={form} />
          </>
        )}
      </FormPage>
    </Page>
  );
}
