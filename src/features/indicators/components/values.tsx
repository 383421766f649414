import { useTranslations } from 'next-intl';
import { NumberLink } from '@/components/ui/number-link';
import type { Growth } from '@/domain/growth';
import type { IndicatorUnit } from '@/domain/indicator';
import { type AmountUnit, MISSING } from '@/domain/money';
import { formatGrowth, formatValue } from '../format';
import type { IndicatorValue } from '../load';

/** The unit's word; of amounts the reader's. */
export function useUnitWord(unit: AmountUnit): (of: IndicatorUnit) => string {
  const t = useTranslations();
  return (of) => (of === 'FEN' ? t(`cases.units.${unit}`) : t(`indicators.unitWords.${of}`));
}

/** A value; of a median the days between which it lies, for no more is known of it. A sum opens its cases. */
export function Value({ of, unit }: { of: IndicatorValue; unit: AmountUnit }) {
  const t = useTranslations('indicators');
  const { value, within, links, indicator } = of;
  if (within) return within.below === null ? t('atLeast', { from: within.from }) : <Days {...within} />;
  const text = formatValue(value, indicator.body.unit, unit);
  return indicator.body.aggregation === 'SUM' ? <Counted href={links.numerator} text={text} /> : text;
}

function Days({ from, below }: { from: number; below: number | null }) {
  const last = (below ?? from + 1) - 1;
  return last === from ? from : `${from}\u2013${last}`;
}

/** A number that opens what it counts, where there is something to open. */
export function Counted({ href, text }: { href: string | null; text: string }) {
  return href === null || text === MISSING ? text : <NumberLink href={href}>{text}</NumberLink>;
}

/** Growth, with green for the better way and red for the worse; the sign says the same. */
export function GrowthText({ growth, moreIsBetter }: { growth: Growth | null; moreIsBetter: boolean | null }) {
  const t = useTranslations('indicators');
  if (!growth) return MISSING;
  const text = formatGrowth(growth);
  if (text === null) return <span className="text-ink-2">{t('noBase')}</span>;
  const size = growth.kind === 'DAYS' ? growth.days : (growth.bps ?? 0);
  const isGood = moreIsBetter === null || size === 0 ? null : size > 0 === moreIsBetter;
  const tone = isGood === null ? '' : isGood ? 'text-green' : 'text-red';
  return <span className={tone}>{t(`growth.${growth.kind}`, { text })}</span>;
}
