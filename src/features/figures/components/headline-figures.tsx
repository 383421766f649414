import { getTranslations } from 'next-intl/server';
import { Headlines } from '@/components/charts/headline';
import { Amounts } from '@/components/ui/amounts';
import { NumberLink } from '@/components/ui/number-link';
import { totalOf } from '@/domain/figures';
import type { Measure } from '@/domain/measures';
import { type AmountUnit, divideHalfUp, formatAmount, formatPercent, MISSING } from '@/domain/money';
import type { Stage } from '@/domain/stage';
import { formatCount, headlineUnit } from '../format';
import { type About, listBehind } from '../links';
import type { Panel } from '../panel';
import type { HeadlineMeasure } from '../panels/overview';
import type { Figures } from '../queries';
import { CellText } from './panel-figure';

type Props = { figures: Figures; panel: Panel; about: About; unit: AmountUnit };

/** The figures that leaders ask for first, against the end of the month before; each opens the cases that add up to it. */
export async function HeadlineFigures({ figures, panel, about, unit }: Props) {
  const t = await getTranslations('figures.headlines');
  const words = await getTranslations('dashboards.headlines');
  const units = await getTranslations('cases.units');
  const sum = (measure: Measure, stage?: Stage) =>
    totalOf(figures.cells, { measure, regionId: figures.place.id, ...(stage ? { stage } : {}) });
  const count = (measure: Measure, stage?: Stage) => (
    <NumberLink href={listBehind(about, measure, stage ? { stage } : {})}>
      {formatCount(sum(measure, stage))}
    </NumberLink>
  );
  const since = (measure: HeadlineMeasure) => {
    const moved = panel.rows.find(({ key }) => key === measure)?.cells[2];
    return moved && <span className="block">{words.rich('since', { n: () => <CellText cell={moved} /> })}</span>;
  };
  const amount = (measure: Measure) => (
    <NumberLink href={listBehind(about, measure)}>{formatAmount(sum(measure), unit)}</NumberLink>
  );
  const amountWithUnit = (measure: Measure) => (
    <>
      {amount(measure)} <span className="text-xs font-normal text-ink-3">{units(unit)}</span>
    </>
  );
  const [accepted, approved, financingFen] = [sum('ACCEPTED'), sum('APPROVED'), sum('FINANCING_FEN')];
  const short = headlineUnit(financingFen, unit);
  const average = approved > 0n ? formatAmount(divideHalfUp(financingFen, approved), unit) : MISSING;
  return (
    <section aria-label={panel.title}>
      <Headlines
        figures={[
          {
            label: t('accepted'),
            value: formatCount(accepted),
            href: listBehind(about, 'ACCEPTED'),
            note: (
              <>
                {since('ACCEPTED')}
                {t.rich('consulted', { n: () => count('REACHED', 'CONSULTATION') })}
              </>
            ),
          },
          {
            label: t('approved'),
            value: formatCount(approved),
            href: listBehind(about, 'APPROVED'),
            note: (
              <>
                {since('APPROVED')}
                {t('approvalRate', { rate: formatPercent(approved, accepted) })}
              </>
            ),
          },
          {
            label: t('financing', { unit: units(short) }),
            value: formatAmount(financingFen, short),
            href: listBehind(about, 'FINANCING_FEN'),
            note: (
              <>
                {since('FINANCING_FEN')}
                {short === unit
                  ? t('average', { average, unit: units(unit) })
                  : t.rich('fullAmount', { n: () => amount('FINANCING_FEN'), average, unit: units(unit) })}
              </>
            ),
            weight: 1.35,
          },
          {
            label: t('standing'),
            value: formatCount(sum('STANDING')),
            href: listBehind(about, 'STANDING'),
            note: (
              <>
                {since('STANDING')}
                {t.rich('following', { n: () => count('STANDING', 'FOLLOW_UP') })}
              </>
            ),
            weight: 1.1,
          },
        ]}
      />
      <Amounts
        missing={MISSING}
        cells={[
          {
            label: t('landed'),
            value: amountWithUnit('LANDED_FEN'),
            note: (
              <>
                {since('LANDED_FEN')}
                {t.rich('landedNote', { n: () => count('LANDED') })}
              </>
            ),
          },
          {
            label: t('disbursed'),
            value: amountWithUnit('DISBURSED_FEN'),
            note: (
              <>
                {since('DISBURSED_FEN')}
                {t('disbursedNote')}
              </>
            ),
          },
          {
            label: t('outstanding'),
            value: amountWithUnit('OUTSTANDING_FEN'),
            note: (
              <>
                {since('OUTSTANDING_FEN')}
                {t('outstandingNote')}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
