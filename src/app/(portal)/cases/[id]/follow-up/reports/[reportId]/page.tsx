import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { FollowUpHead } from '@/features/follow-up/components/follow-up-head';
import { ReportStatusWord } from '@/features/follow-up/components/follow-up-status';
import { ReportForm, ReviewForm } from '@/features/follow-up/components/report-forms';
import { getFollowUp } from '@/features/follow-up/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('follow-up', 'reports');

export default async function ReportPage({ params }: { params: Promise<{ id: string; reportId: string }> }) {
  const actor = await requireActor();
  const { id, reportId } = await params;
  const view = can(actor, 'case.read') ? await getFollowUp(actor, id, dayOf(currentTime())) : null;
  const report = view?.reports.find((row) => row.id === reportId);
  if (!view || !report) notFound();
  const t = await getTranslations('follow-up');
  const locale = await getLocale();
  const signed = (name: typeof report.submittedBy, at: Date | null) =>
    name && at ? `${labelOf(name, locale)} ${formatInstant(at)}` : '--';
  return (
    <Page>
      <FollowUpHead view={view} title={t('reportOf', { month: report.periodOn.slice(0, 7) })} />
      <FormPage>
        <DataList
          columns={1}
          className="mb-6"
          facts={[
            { label: t('columns.status'), value: <ReportStatusWord status={report.status} late={report.late} /> },
            { label: t('columns.reportDueOn'), value: report.dueOn },
            ...(report.submittedBy
              ? [
                  {
                    label: t('report.progress'),
                    value: <span className="whitespace-pre-line">{report.progress}</span>,
                  },
                  {
                    label: t('report.fundsUsed'),
                    value: t('yuan', { amount: formatAmount(report.fundsUsedFen, 'YUAN') }),
                  },
                  ...(report.physicalBps === null
                    ? []
                    : [{ label: t('report.physical'), value: String(report.physicalBps / 100) }]),
                  { label: t('report.problems'), value: report.problems || t('none') },
                  { label: t('columns.submittedBy'), value: signed(report.submittedBy, report.submittedAt) },
                ]
              : []),
            ...(report.reviewedBy
              ? [
                  { label: t('columns.reviewedBy'), value: signed(report.reviewedBy, report.reviewedAt) },
                  { label: t('remark'), value: report.reviewRemark ?? '--' },
                ]
              : []),
          ]}
        />
        <ReportForm actor={actor} view={view} report={report} />
        <ReviewForm actor={actor} view={view} report={report} />
      </FormPage>
    </Page>
  );
}
