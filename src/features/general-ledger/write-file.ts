import 'server-only';
import { ACCOUNT_GROUPS, GROUP_OF } from '@/domain/accounts';
import type { Actor } from '@/domain/actor';
import type { AmountUnit } from '@/domain/money';
import { takenBy } from '@/features/exports/taken-by';
import { buildWorkbook } from '@/features/exports/workbook';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import type { Translator } from '@/i18n/translator';
import type { TrialBalance } from './queries';
import type { LedgerSearch } from './search';

type Words = { t: Translator; locale: Locale; unit: AmountUnit };

/** The trial balance as a workbook on A4 landscape; a debit is positive, a credit negative, and each group sums to nothing. */
export async function writeLedgerFile(
  actor: Actor,
  { rows, financiers }: TrialBalance,
  search: LedgerSearch,
  { t, locale, unit }: Words,
  now: Date,
): Promise<{ name: string; bytes: Buffer }> {
  const chosen = financiers.find(({ id }) => id === search.financierId);
  const bytes = await buildWorkbook({
    head: {
      title: t('ledger.title'),
      lines: [
        t('exports.sheet.unit', { unit: t(`cases.units.${unit}`) }),
        t('ledger.file.period', { from: search.from, to: search.to }),
        t('ledger.file.of', { financier: chosen ? labelOf(chosen.name, locale) : t('ledger.everybody') }),
        t('ledger.definition'),
        takenBy(actor, locale, now),
      ],
    },
    columns: [
      { head: t('ledger.group'), kind: 'text', width: 22 },
      { head: t('ledger.account'), kind: 'text', width: 26 },
      ...(['openingFen', 'debitFen', 'creditFen', 'closingFen'] as const).map((column) => ({
        head: t(`ledger.labels.${column}`),
        kind: 'amount' as const,
        width: 20,
      })),
    ],
    rows: ACCOUNT_GROUPS.flatMap((group) =>
      rows
        .filter((row) => GROUP_OF[row.account] === group)
        .map((row) => [
          t(`ledger.groups.${group}`),
          t(`ledger.accounts.${row.account}`),
          row.openingFen,
          row.debitFen,
          row.creditFen,
          row.closingFen,
        ]),
    ),
    unit,
    words: { sheet: t('ledger.title'), page: t('dashboards.file.page', { page: '&P', pages: '&N' }) },
  });
  return { name: t('ledger.file.name', { from: search.from, to: search.to }), bytes };
}
