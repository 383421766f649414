import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import type { LedgerEntry } from '../queries';

/** What an entry belongs to: a case, or a fund or quota that belongs to none. */
function sourceOf(row: LedgerEntry, words: { fund: string; quota: string }): { href: string; label: string } | null {
  if (row.caseId) return { href: `/cases/${row.caseId}?tab=money`, label: row.reference ?? row.caseId };
  if (row.riskFundId) return { href: `/risk-funds/${row.riskFundId}`, label: words.fund };
  return row.quotaId ? { href: `/quotas/${row.quotaId}`, label: words.quota } : null;
}

/** The entries of an account, each with what it belongs to and the accounts on its other side. */
export async function EntryTable({ rows, unit }: { rows: readonly LedgerEntry[]; unit: AmountUnit }) {
  const t = await getTranslations('ledger');
  const shown = (await getTranslations('common'))(`unit${unit}`);
  const words = { fund: t('ofFund'), quota: t('ofQuota') };
  return (
    <Table caption={t('entries')}>
      <thead>
        <tr>
          <Th>{t('day')}</Th>
          <Th>{t('belongsTo')}</Th>
          <Th>{t('kind')}</Th>
          <Th>{t('against')}</Th>
          <Th num>{t('columns.debitFen', { unit: shown })}</Th>
          <Th num>{t('columns.creditFen', { unit: shown })}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const source = sourceOf(row, words);
          return (
            <tr key={row.id}>
              <RowHead>{row.occurredOn}</RowHead>
              <Td label={t('belongsTo')}>{source && <Link href={source.href}>{source.label}</Link>}</Td>
              <Td label={t('kind')}>{t(`kinds.${row.kind}`)}</Td>
              <Td label={t('against')}>
                {row.against.map((account) => t(`accounts.${account}`)).join(t('separator'))}
              </Td>
              <Td num {...(row.amountFen > 0n ? { label: t('labels.debitFen'), unit: shown } : { phone: 'hide' })}>
                {row.amountFen > 0n ? formatAmount(row.amountFen, unit) : ''}
              </Td>
              <Td num {...(row.amountFen < 0n ? { label: t('labels.creditFen'), unit: shown } : { phone: 'hide' })}>
                {row.amountFen < 0n ? formatAmount(-row.amountFen, unit) : ''}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
