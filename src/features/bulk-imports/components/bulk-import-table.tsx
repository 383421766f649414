import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Status, type StatusTone } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount } from '@/domain/money';
import { formatInstant } from '@/lib/format-day';
import { cancelBulkImportAction } from '../actions';
import type { BulkImportRow } from '../queries';

const LOOKS = {
  QUEUED: { tone: 'grey', hollow: true },
  RUNNING: { tone: 'accent' },
  DONE: { tone: 'green' },
  FAILED: { tone: 'red' },
  CANCELLED: { tone: 'grey', hollow: true },
} as const satisfies Record<BulkImportRow['status'], { tone: StatusTone; hollow?: boolean }>;

/** The imports of one's area: how far each is, what it brought, and the button that ends it or the file to mend. */
export async function BulkImportTable({ rows }: { rows: readonly BulkImportRow[] }) {
  const t = await getTranslations('bulk-imports');
  const count = (key: 'taken' | 'duplicates' | 'faulty', value: number) => (
    <Td num label={t(`list.${key}`)}>
      {value.toLocaleString('en-US')}
    </Td>
  );
  return (
    <Table caption={t('list.title')}>
      <thead>
        <tr>
          <Th>{t('list.file')}</Th>
          <Th>{t('list.sentAt')}</Th>
          <Th>{t('list.state')}</Th>
          <Th num>{t('list.progress')}</Th>
          <Th num>{t('list.taken')}</Th>
          <Th num>{t('list.duplicates')}</Th>
          <Th num>{t('list.faulty')}</Th>
          <Th num>{t('list.sum')}</Th>
          <Th>{t('list.action')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link href={`/projects/import/bulk?import=${row.id}`}>{row.fileName}</Link>
            </RowHead>
            <Td phone="sub">{formatInstant(row.requestedAt)}</Td>
            <Td phone="title-end">
              <Status {...LOOKS[row.status]}>{t(`states.${row.status}`)}</Status>
            </Td>
            <Td num label={t('list.progress')}>
              {t('list.rows', { rows: row.rowsRead.toLocaleString('en-US'), share: shareOf(row) })}
            </Td>
            {count('taken', row.rowsTaken)}
            {count('duplicates', row.rowsDuplicate)}
            {count('faulty', row.rowsFaulty)}
            <Td num label={t('list.sum')}>
              {formatAmount(row.takenFen, 'WAN')}
            </Td>
            <Td label={t('list.action')}>
              <Action row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** How much of the file is read; whole only when it is over, for bytes are read before their rows are written. */
function shareOf({ status, bytesRead, sizeBytes }: BulkImportRow): string {
  if (status === 'DONE') return '100%';
  return `${Math.min(99, Math.floor((bytesRead / Math.max(1, sizeBytes)) * 100))}%`;
}

async function Action({ row }: { row: BulkImportRow }) {
  const t = await getTranslations('bulk-imports');
  if (row.status === 'QUEUED' || row.status === 'RUNNING')
    return (
      <ActionForm action={cancelBulkImportAction}>
        <input type="hidden" name="importId" value={row.id} />
        <SubmitButton variant="text" size="small">
          {t('list.cancel')}
        </SubmitButton>
      </ActionForm>
    );
  if (row.rowsFaulty === 0) return '--';
  return (
    // a plain anchor: the router would try to open the file as a page
    <a href={`/api/files/pool-projects/${row.id}`} download className={buttonClass('text', 'small')}>
      {t('list.faults')}
    </a>
  );
}
