import { getTranslations } from 'next-intl/server';
import { formatAmount } from '@/domain/money';
import { formatMonthDay } from '@/lib/format-day';
import { WallHead, WallTable } from './wall-kit';
import type { WallProps as Props } from './wall-props';

/** Where and how much, and of nobody who; `shown` of them in a narrow column. */
export async function Approvals({ wall, unit, shown }: Props & { shown?: number }) {
  const t = await getTranslations('screens.approvals');
  const kinds = await getTranslations('screens.kinds');
  const units = await getTranslations('cases.units');
  if (wall.approvals.length === 0) return <p className="mt-[16px] text-[22px] text-ink-2">{t('empty')}</p>;
  const compact = shown !== undefined;
  return (
    <WallTable
      caption={t('title')}
      row={compact ? 40 : 62}
      columns={[
        { head: t('day'), width: compact ? 84 : 200 },
        { head: t('place') },
        { head: t('kind'), width: compact ? 150 : 400 },
        { head: compact ? units(unit) : t('amount', { unit: units(unit) }), num: true, width: compact ? 110 : 300 },
      ]}
      rows={wall.approvals.slice(0, shown).map((row) => ({
        key: row.id,
        cells: [
          compact ? formatMonthDay(row.day) : row.day,
          row.place,
          kinds(row.kind),
          formatAmount(row.amountFen, unit),
        ],
      }))}
    />
  );
}

/** The same with a screen of their own. */
export async function ApprovalsView(props: Props) {
  const t = await getTranslations('screens.approvals');
  return (
    <section>
      <WallHead title={t('title')} note={t('note')} />
      <Approvals {...props} />
    </section>
  );
}
