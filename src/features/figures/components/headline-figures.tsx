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
import type { Figures } from '../queries';

/** The figures that leaders ask for first; each opens the cases that add up to it. */
export async function HeadlineFigures({ figures, about, unit }: { figures: Figures; about: About; unit: AmountUnit }) {
  const t = await getTranslations('figures.headlines');
  const units = await getTranslations('cases.units');
  const sum = (measure: Measure, stage?: Stage) =>
    totalOf(figures.cells, { measure, regionId: figures.place.id, ...(stage ? { stage } : {}) });
  const count = (measure: Measure, stage?: Stage) => (
    <NumberLink href={listBehind(about, measure, stage ? { stage } : {})}>
      {formatCount(sum(measure, stage))}
    </NumberLink>
  );
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
    <>
      <Headlines
        figures={[
          {
            label: t('accepted'),
            value: formatCount(accepted),
            href: listBehind(about, 'ACCEPTED'),
            note: t.rich('consulted', { n: () => count('REACHED', 'CONSULTATION') }),
          },
          {
            label: t('approved'),
            value: formatCount(approved),
            href: listBehind(about, 'APPROVED'),
            note: t('approvalRate', { rate: formatPercent(approved, accepted) }),
          },
          {
            label: t('financing', { unit: units(short) }),
            value: formatAmount(financingFen, short),
            href: listBehind(about, 'FINANCING_FEN'),
            note:
              short === unit
                ? t('average', { average, unit: units(unit) })
                : t.rich('fullAmount', { n: () => amount('FINANCING_FEN'), average, unit: units(unit) }),
            weight: 1.35,
          },
          {
            label: t('standing'),
            value: formatCount(sum('STANDING')),
            href: listBehind(about, 'STANDING'),
            note: t.rich('following', { n: () => count('STANDING', 'FOLLOW_UP') }),
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
            note: t.rich('landedNote', { n: () => count('LANDED') }),
          },
          { label: t('disbursed'), value: amountWithUnit('DISBURSED_FEN'), note: t('disbursedNote') },
          {
            label: t('outstanding'),
            value: amountWithUnit('OUTSTANDING_FEN'),
            note: t('outstandingNote'),
          },
        ]}
      />
    </>
  );
}
