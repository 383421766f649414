import { useLocale, useTranslations } from 'next-intl';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { ErasureRow } from '../queries';
import { CaseLinks, RuleLines } from './subject-cells';

/** What was erased or refused: when, asked and approved by whom, under which rules. */
export function SettledTable({ rows }: { rows: readonly ErasureRow[] }) {
  const t = useTranslations('retention');
  const locale = useLocale();
  return (
    <Table caption={t('settled.title')}>
      <thead>
        <tr>
          <Th>{t('due.applicant')}</Th>
          <Th>{t('due.cases')}</Th>
          <Th>{t('due.rules')}</Th>
          <Th>{t('settled.by')}</Th>
          <Th>{t('settled.state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">{row.place}</RowHead>
            <Td phone="line" label={t('due.cases')}>
              <CaseLinks cases={row.cases} />
            </Td>
            <Td phone="line" label={t('due.rules')}>
              <RuleLines rules={row.rules} />
            </Td>
            <Td phone="line" label={t('settled.by')}>
              {[row.askedBy, row.settledBy].map((name) => (name ? labelOf(name, locale) : MISSING)).join(' / ')}
              <span className="block text-xs text-ink-2">{row.settledAt && formatInstant(row.settledAt)}</span>
            </Td>
            <Td phone="line" label={t('settled.state')}>
              <Status tone={row.status === 'DONE' ? 'green' : 'grey'} hollow={row.status !== 'DONE'}>
                {t(row.status === 'DONE' ? 'settled.DONE' : 'settled.REFUSED')}
              </Status>
              <span className="block text-xs text-ink-2">
                {row.status === 'DONE'
                  ? t('settled.counts', { values: row.valuesErased ?? 0, files: row.filesErased ?? 0 })
                  : row.settledRemark}
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
