import { getTranslations } from 'next-intl/server';
import { NumberLink } from '@/components/ui/number-link';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { ACCOUNT_GROUPS, type AccountBalance, GROUP_OF } from '@/domain/accounts';
import { type AmountUnit, type Fen, formatAmount } from '@/domain/money';
import { type LedgerSearch, ledgerHref } from '../search';

const COLUMNS = ['openingFen', 'debitFen', 'creditFen', 'closingFen'] as const;

/** A balance with the side on which it stands: 借 is a debit, 贷 a credit. */
export async function sided(fen: Fen, unit: AmountUnit): Promise<string> {
  const t = await getTranslations('ledger');
  if (fen === 0n) return t('even');
  return t(fen > 0n ? 'debitSide' : 'creditSide', { amount: formatAmount(fen < 0n ? -fen : fen, unit) });
}

/** 科目余额表: each account with what it began with, its movements and what it ends with; a number opens its entries. */
export async function BalanceTable({
  rows,
  search,
  unit,
}: {
  rows: readonly AccountBalance[];
  search: LedgerSearch;
  unit: AmountUnit;
}) {
  const t = await getTranslations('ledger');
  const shown = (await getTranslations('common'))(`unit${unit}`);
  const groups = ACCOUNT_GROUPS.map((group) => ({
    group,
    own: rows.filter((row) => GROUP_OF[row.account] === group),
  })).filter(({ own }) => own.length > 0);
  const cells = new Map(
    await Promise.all(
      rows.map(
        async (row) =>
          [
            row.account,
            { openingFen: await sided(row.openingFen, unit), closingFen: await sided(row.closingFen, unit) },
          ] as const,
      ),
    ),
  );
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('account')}</Th>
          {COLUMNS.map((column) => (
            <Th key={column} num>
              {t(`columns.${column}`, { unit: shown })}
            </Th>
          ))}
        </tr>
      </thead>
      {groups.map(({ group, own }) => (
        <tbody key={group}>
          <GroupRow title={t(`groups.${group}`)} note={t(`groupNotes.${group}`)} columns={COLUMNS.length + 1} />
          {own.map((row) => {
            const href = ledgerHref(`/ledger/${row.account}`, search);
            const sides = cells.get(row.account);
            return (
              <tr key={row.account}>
                <RowHead>{t(`accounts.${row.account}`)}</RowHead>
                <Td num label={t('labels.openingFen')} {...(row.openingFen === 0n ? {} : { unit: shown })}>
                  {sides?.openingFen}
                </Td>
                {(['debitFen', 'creditFen'] as const).map((column) => (
                  <Td key={column} num label={t(`labels.${column}`)} unit={shown}>
                    <NumberLink href={href}>{formatAmount(row[column], unit)}</NumberLink>
                  </Td>
                ))}
                <Td num label={t('labels.closingFen')} {...(row.closingFen === 0n ? {} : { unit: shown })}>
                  {sides?.closingFen}
                </Td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </Table>
  );
}
