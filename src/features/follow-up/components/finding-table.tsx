import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatDayOf } from '@/lib/format-day';
import type { FollowUpView } from '../queries';
import { FindingStatusWord } from './follow-up-status';

/** Problems found, and how far each has got: opened, put right, signed off. */
export async function FindingTable({ view }: { view: FollowUpView }) {
  const t = await getTranslations('follow-up');
  if (view.findings.length === 0) return <EmptyState title={t('noFindings')}>{t('noFindingsNext')}</EmptyState>;
  return (
    <Table caption={t('findings')}>
      <thead>
        <tr>
          <Th>{t('columns.finding')}</Th>
          <Th>{t('columns.openedOn')}</Th>
          <Th>{t('columns.rectifyBy')}</Th>
          <Th>{t('columns.status')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.findings.map((finding) => (
          <tr key={finding.id}>
            <RowHead>
              <Link href={`/cases/${view.facts.id}/follow-up/findings/${finding.id}`}>
                {Array.from(finding.description).slice(0, 60).join('')}
              </Link>
            </RowHead>
            <Td label={t('columns.openedOn')}>{formatDayOf(finding.openedAt)}</Td>
            <Td label={t('columns.rectifyBy')}>{finding.dueOn}</Td>
            <Td phone="sub">
              <FindingStatusWord status={finding.status} late={finding.late} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
