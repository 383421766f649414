import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { formatDayOf } from '@/lib/format-day';
import type { FollowUpView } from '../queries';
import { ReportStatusWord } from './follow-up-status';

/** Monthly reports owed and handed in, the latest first. */
export async function ReportTable({ view }: { view: FollowUpView }) {
  const t = await getTranslations('follow-up');
  const locale = await getLocale();
  if (view.reports.length === 0) return <EmptyState title={t('noReports')}>{t('noReportsNext')}</EmptyState>;
  return (
    <Table caption={t('reports')}>
      <thead>
        <tr>
          <Th>{t('columns.month')}</Th>
          <Th>{t('columns.reportDueOn')}</Th>
          <Th>{t('columns.status')}</Th>
          <Th>{t('columns.submittedBy')}</Th>
          <Th>{t('columns.reviewedBy')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.reports.map((report) => (
          <tr key={report.id}>
            <RowHead>
              <Link href={`/cases/${view.facts.id}/follow-up/reports/${report.id}`}>
                {t('month', { month: report.periodOn.slice(0, 7) })}
              </Link>
            </RowHead>
            <Td label={t('columns.reportDueOn')}>{report.dueOn}</Td>
            <Td phone="title-end">
              <ReportStatusWord status={report.status} late={report.late} />
            </Td>
            <Td label={t('columns.submittedBy')}>
              {report.submittedBy && report.submittedAt
                ? `${labelOf(report.submittedBy, locale)} ${formatDayOf(report.submittedAt)}`
                : '--'}
            </Td>
            <Td label={t('columns.reviewedBy')}>
              {report.reviewedBy && report.reviewedAt
                ? `${labelOf(report.reviewedBy, locale)} ${formatDayOf(report.reviewedAt)}`
                : '--'}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
