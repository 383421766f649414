import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Status, type StatusTone } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatInstant } from '@/lib/format-day';
import { cancelOwnExport } from '../actions';
import type { ExportRow, ExportState } from '../queries';

const LOOKS = {
  QUEUED: { tone: 'grey', hollow: true },
  RUNNING: { tone: 'accent' },
  READY: { tone: 'green' },
  FAILED: { tone: 'red' },
  CANCELLED: { tone: 'grey', hollow: true },
  EXPIRED: { tone: 'grey' },
} as const satisfies Record<ExportState, { tone: StatusTone; hollow?: boolean }>;

/** One's own exports: how far each is, its file while it is there, and the button that ends it. */
export async function ExportTable({ rows }: { rows: readonly ExportRow[] }) {
  const t = await getTranslations('exports');
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.list')}</Th>
          <Th>{t('columns.requestedAt')}</Th>
          <Th>{t('columns.state')}</Th>
          <Th num>{t('columns.progress')}</Th>
          <Th>{t('columns.expiresAt')}</Th>
          <Th>{t('columns.action')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>{row.fileName}</RowHead>
            <Td phone="sub">{formatInstant(row.requestedAt)}</Td>
            <Td phone="title-end">
              <Status {...LOOKS[row.state]}>{t(`states.${row.state}`)}</Status>
            </Td>
            <Td num label={t('columns.progress')}>
              {t('rows', { done: row.rowsDone, total: row.rowsTotal ?? '--' })}
            </Td>
            <Td label={t('columns.expiresAt')}>{row.expiresAt ? formatInstant(row.expiresAt) : '--'}</Td>
            <Td label={t('columns.action')}>
              <Action row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

async function Action({ row }: { row: ExportRow }) {
  const t = await getTranslations('exports');
  if (row.state === 'READY')
    return (
      // a plain anchor: the router would try to open the file as a page
      <a href={`/api/exports/${row.id}`} download className={buttonClass('text', 'small')}>
        {t('download')}
      </a>
    );
  if (row.state === 'QUEUED' || row.state === 'RUNNING')
    return (
      <ActionForm action={cancelOwnExport}>
        <input type="hidden" name="exportId" value={row.id} />
        <SubmitButton variant="text" size="small">
          {t('cancel')}
        </SubmitButton>
      </ActionForm>
    );
  return row.state === 'FAILED' || row.state === 'EXPIRED' ? t('failedNext') : '--';
}
