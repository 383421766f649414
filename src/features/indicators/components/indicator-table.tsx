import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { AmountUnit } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { denominatorOf, formatCounted } from '../format';
import type { IndicatorValue } from '../load';
import { type IndicatorSearch, indicatorsAt } from '../search';
import { DefinitionFold } from './definition-text';
import { Counted, GrowthText, useUnitWord, Value } from './values';

type Props = { values: readonly IndicatorValue[]; search: IndicatorSearch; unit: AmountUnit };

/** Every indicator with what it is made of; numerator and denominator open the cases behind them. */
export function IndicatorTable({ values, search, unit }: Props) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  const unitWord = useUnitWord(unit);
  return (
    <Table caption={t('title')} density="loose">
      <thead>
        <tr>
          <Th>{t('indicator')}</Th>
          <Th num>{t('value')}</Th>
          <Th>{t('unit')}</Th>
          <Th num>{t('numerator')}</Th>
          <Th num>{t('denominator')}</Th>
          <Th num>{t('onYear')}</Th>
          <Th num>{t('onPeriod')}</Th>
        </tr>
      </thead>
      <tbody>
        {values.map((row) => {
          const { indicator, links } = row;
          const { body, code } = indicator;
          const under = denominatorOf(body);
          const isSum = body.aggregation === 'SUM';
          return (
            <tr key={code}>
              <RowHead>
                <Link href={indicatorsAt(search, { code })} className="inline-block py-0.5 leading-5 max-md:py-2">
                  {labelOf(indicator.name, locale)}
                </Link>
                <DefinitionFold indicator={indicator} />
              </RowHead>
              <Td num phone="title-end" unit={unitWord(body.unit)}>
                <Value of={row} unit={unit} />
              </Td>
              <Td phone="hide">{unitWord(body.unit)}</Td>
              <Td num label={t('numerator')}>
                {isSum ? (
                  '--'
                ) : (
                  <Counted href={links.numerator} text={formatCounted(row.numerator, body.numerator, unit)} />
                )}
              </Td>
              <Td num label={t('denominator')}>
                {under === null ? (
                  '--'
                ) : (
                  <Counted href={links.denominator} text={formatCounted(row.denominator, under, unit)} />
                )}
              </Td>
              <Td num label={t('onYear')}>
                <GrowthText growth={row.onYear} moreIsBetter={indicator.moreIsBetter} />
              </Td>
              <Td num label={t('onPeriod')}>
                <GrowthText growth={row.onPeriod} moreIsBetter={indicator.moreIsBetter} />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
