import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { totalOf } from '@/domain/figures';
import { largest, lengthOf } from '@/domain/lengths';
import { type Countable, OVERDUE_FROM_DAYS } from '@/domain/measures';
import { formatAmount, ratioBps } from '@/domain/money';
import { formatCount, formatShare } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import type { Wall } from '../wall-queries';
import { Opens, WallBar, WallHead, WallTable } from './wall-kit';
import type { WallProps as Props } from './wall-props';

const sumIn = ({ figures }: Wall, measure: Countable) =>
  totalOf(figures.cells, { measure, regionId: figures.place.id });

/** What is owed, and how much of it is late by how long. */
export async function PortfolioView({ wall, about, linked, unit }: Props) {
  const t = await getTranslations('screens.portfolio');
  const units = await getTranslations('cases.units');
  const outstanding = sumIn(wall, 'OUTSTANDING_FEN');
  const opens = (measure: Countable, text: string) => (
    <Opens key={measure} href={linked ? listBehind(about, measure) : null}>
      {text}
    </Opens>
  );
  const bands = OVERDUE_FROM_DAYS.map((from) => ({
    from,
    loans: `OVERDUE_${from}` as const,
    fen: `OVERDUE_${from}_FEN` as const,
  }));
  const most = largest(bands.map(({ fen }) => sumIn(wall, fen)));
  const share = (fen: bigint) => formatShare(ratioBps(fen, outstanding));
  const facts: { label: string; value: ReactNode }[] = [
    {
      label: t('outstanding', { unit: units(unit) }),
      value: opens('OUTSTANDING_FEN', formatAmount(outstanding, unit)),
    },
    { label: t('loans'), value: opens('OUTSTANDING', formatCount(sumIn(wall, 'OUTSTANDING'))) },
    {
      label: t('disbursed', { unit: units(unit) }),
      value: opens('DISBURSED_FEN', formatAmount(sumIn(wall, 'DISBURSED_FEN'), unit)),
    },
    {
      label: t('repaid', { unit: units(unit) }),
      value: opens('REPAID_FEN', formatAmount(sumIn(wall, 'REPAID_FEN'), unit)),
    },
    { label: t('overdueRate'), value: share(sumIn(wall, 'OVERDUE_FEN')) },
    { label: t('badRate'), value: share(sumIn(wall, 'NON_PERFORMING_FEN')) },
  ];
  return (
    <div className="grid grid-cols-[620px_minmax(0,1fr)] gap-x-[56px]">
      <section>
        <WallHead title={t('title')} />
        <dl>
          {facts.map(({ label, value }) => (
            <div key={label} className="flex items-baseline justify-between border-b border-rule-soft py-[12px]">
              <dt className="text-[22px] text-ink-2">{label}</dt>
              <dd className="text-[48px] leading-[62px] font-bold">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <WallHead title={t('overdue')} note={t('overdueNote', { unit: units(unit) })} />
        <WallTable
          caption={t('overdue')}
          row={62}
          columns={[
            { head: t('band'), width: 230 },
            { head: ' ' },
            { head: t('bandLoans'), num: true, width: 130 },
            { head: t('bandAmount', { unit: units(unit) }), num: true, width: 210 },
            { head: t('bandShare'), num: true, width: 170 },
          ]}
          rows={[
            ...bands.map(({ from, loans, fen }) => ({
              key: String(from),
              cells: [
                t(`bands.${from}`),
                <WallBar key="bar" tone="red" share={lengthOf(sumIn(wall, fen), most)} />,
                opens(loans, formatCount(sumIn(wall, loans))),
                opens(fen, formatAmount(sumIn(wall, fen), unit)),
                share(sumIn(wall, fen)),
              ],
            })),
            {
              key: 'all',
              strong: true,
              cells: [
                t('all'),
                '',
                opens('OVERDUE', formatCount(sumIn(wall, 'OVERDUE'))),
                opens('OVERDUE_FEN', formatAmount(sumIn(wall, 'OVERDUE_FEN'), unit)),
                share(sumIn(wall, 'OVERDUE_FEN')),
              ],
            },
          ]}
        />
      </section>
    </div>
  );
}
