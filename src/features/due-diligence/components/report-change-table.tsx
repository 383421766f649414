import { getLocale, getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { ReportChange } from '@/domain/due-diligence-report';
import { formatAmount, formatRate, MISSING } from '@/domain/money';
import { chosenOption } from '@/domain/scoring';
import { labelOf } from '@/i18n/label';
import { displayUnit } from '@/server/preferences';

/** What two versions of a report say differently: field, before, now. */
export async function ReportChangeTable({ changes, caption }: { changes: readonly ReportChange[]; caption: string }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  const common = await getTranslations('common');
  const unit = await displayUnit();
  const amountHead = t('withUnit', { label: t('field.AMOUNT'), unit: common(`unit${unit}`) });
  const rows = changes.map((change) =>
    change.field === 'AMOUNT'
      ? { name: amountHead, before: formatAmount(change.before, unit), after: formatAmount(change.after, unit) }
      : wordsOf(change, locale, t),
  );
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('item')}</Th>
          <Th>{t('before')}</Th>
          <Th>{t('after')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <RowHead>{row.name}</RowHead>
            <Td label={t('before')} className="whitespace-pre-line">
              {row.before}
            </Td>
            <Td label={t('after')} className="whitespace-pre-line">
              {row.after}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<'due-diligence'>>>;
type Row = { name: string; before: string; after: string };

function wordsOf(change: Exclude<ReportChange, { field: 'AMOUNT' }>, locale: string, t: Translate): Row {
  const row = <T,>(name: string, write: (value: T) => string, { before, after }: { before: T; after: T }): Row => ({
    name,
    before: write(before) || MISSING,
    after: write(after) || MISSING,
  });
  switch (change.field) {
    case 'ITEM': {
      const write = (code: string | null) => {
        const option = code === null ? null : chosenOption(change.item, { [change.item.code]: code });
        return option ? labelOf(option.name, locale) : MISSING;
      };
      return row(labelOf(change.item.name, locale), write, change);
    }
    case 'TERM':
      return row(t('field.TERM'), (months) => (months === null ? MISSING : String(months)), change);
    case 'RATE':
      return row(t('field.RATE'), formatRate, change);
    case 'METHOD':
      return row(t('field.METHOD'), (method) => (method === null ? MISSING : t(`method.${method}`)), change);
    case 'SUMMARY':
      return row(t('field.SUMMARY'), (text) => text, change);
    case 'CONDITIONS':
      return row(
        t('field.CONDITIONS'),
        (list) => list.map((entry) => `${t(`gate.${entry.gate}`)} ${entry.text}`).join('\n'),
        change,
      );
  }
}
