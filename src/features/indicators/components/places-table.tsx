import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { AmountUnit } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatValue } from '../format';
import type { IndicatorValue } from '../load';
import type { IndicatorPage } from '../queries';
import { indicatorsAt } from '../search';
import { Counted, useUnitWord, Value } from './values';

/** Some indicators of the places below, side by side, as a bulletin lists them: in the order of codes, nobody ranked. */
export function PlacesTable({ page, unit }: { page: IndicatorPage; unit: AmountUnit }) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  const unitWord = useUnitWord(unit);
  const { children, below, values, search, place, columns } = page;
  const heads = values.filter(({ indicator }) => columns.includes(indicator.code)).map(({ indicator }) => indicator);
  return (
    <Table caption={t('below', { place: place.name })} phone="list">
      <thead>
        <tr>
          <Th>{t('place')}</Th>
          {heads.map(({ code, name, body }) => (
            <Th key={code} num>
              {labelOf(name, locale)} <span className="font-normal text-ink-3">{unitWord(body.unit)}</span>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {children.map((child) => (
          <tr key={child.id}>
            <RowHead>
              <Link href={indicatorsAt(search, { regionId: child.id })}>{child.name}</Link>
            </RowHead>
            {(below.get(child.id) ?? []).map((row) => (
              <Td
                key={row.indicator.code}
                num
                label={labelOf(row.indicator.name, locale)}
                unit={unitWord(row.indicator.body.unit)}
              >
                <Opened of={row} unit={unit} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Here there is no room for what a share is made of: it opens its numerator. */
function Opened({ of, unit }: { of: IndicatorValue; unit: AmountUnit }) {
  const { links, value, within, indicator } = of;
  if (within) return <Value of={of} unit={unit} />;
  return <Counted href={links.numerator} text={formatValue(value, indicator.body.unit, unit)} />;
}
