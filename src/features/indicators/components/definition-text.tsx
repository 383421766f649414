import { useLocale, useTranslations } from 'next-intl';
import { labelOf } from '@/i18n/label';
import type { Indicator } from '../definitions';

/** What an indicator is made of, from its fields: the same words whatever its description says. */
export function useFormulaText(): (indicator: Pick<Indicator, 'body'>) => string {
  const t = useTranslations('indicators');
  const cases = useTranslations('cases');
  const figures = useTranslations('figures');
  return ({ body }) => {
    const word = (measure: string) =>
      measure === 'TARGET' ? t('target') : cases(`measures.${measure}` as 'measures.ACCEPTED');
    const { numerator, denominator, aggregation, factor, reading } = body;
    const filters = [
      ...(body.stage ? [cases(`stages.${body.stage}`)] : []),
      ...(body.segment ? [figures(`segments.${body.segment}`)] : []),
      ...body.kinds.map((kind) => cases(`applicantKinds.${kind}`)),
    ];
    const made =
      denominator === null
        ? t(`made.${aggregation === 'RATIO' ? 'SUM' : aggregation}`, { measure: word(numerator) })
        : t('made.RATIO', { numerator: word(numerator), denominator: word(denominator), factor });
    const suffix = filters.length > 0 ? t('only', { filters: filters.join(t('and')) }) : '';
    return `${made}${suffix}${t('semicolon')}${t(`readings.${reading}`)}`;
  };
}

/** 口径 and where it comes from, folded under a name. */
export function DefinitionFold({ indicator }: { indicator: Indicator }) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  const formula = useFormulaText();
  return (
    <details className="group text-xs text-ink-2">
      <summary className="inline-block cursor-pointer py-0.5 leading-5 text-accent max-md:leading-11">
        {t('definition')}
        <span className="sr-only"> {labelOf(indicator.name, locale)}</span>
      </summary>
      <p className="max-w-prose">{labelOf(indicator.description, locale)}</p>
      <p>{formula(indicator)}</p>
      <p>{t('sourceIs', { source: indicator.source })}</p>
    </details>
  );
}
