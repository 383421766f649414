import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { Status, type StatusTone } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { AskState } from '@/domain/export-approval';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { AskRow } from '../queries-approval';

const TONES = {
  OPEN: 'amber',
  APPROVED: 'green',
  REFUSED: 'red',
  WITHDRAWN: 'grey',
  EXPIRED: 'grey',
  OVER: 'grey',
} as const satisfies Record<AskState, StatusTone>;

/** How an asked export stands. */
export function AskStatus({ state }: { state: AskState }) {
  const t = useTranslations('exports.ask');
  return <Status tone={TONES[state]}>{t(`states.${state}`)}</Status>;
}

/** Asked exports, each a link to all that is known of it. */
export function AskTable({ caption, rows }: { caption: string; rows: readonly AskRow[] }) {
  const t = useTranslations('exports');
  const locale = useLocale();
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('columns.list')}</Th>
          <Th>{t('ask.askedBy')}</Th>
          <Th>{t('ask.reason')}</Th>
          <Th num>{t('ask.rows')}</Th>
          <Th>{t('columns.requestedAt')}</Th>
          <Th>{t('columns.state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link href={`/exports/approvals/${row.id}`}>{t(row.full ? 'fullHouseholds' : `lists.${row.list}`)}</Link>
            </RowHead>
            <Td phone="sub">{row.askedBy ? labelOf(row.askedBy, locale) : '--'}</Td>
            <Td phone="line" label={t('ask.reason')}>
              {row.reason}
            </Td>
            <Td num phone="line" label={t('ask.rows')}>
              {row.rows}
            </Td>
            <Td phone="line" label={t('columns.requestedAt')}>
              {formatInstant(row.askedAt)}
            </Td>
            <Td phone="title-end">
              <AskStatus state={row.state} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
