import { useLocale, useTranslations } from 'next-intl';
import { Figure } from '@/components/charts/figure';
import { TrendChart } from '@/components/charts/trend-chart';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { axisOf } from '@/domain/course';
import type { DaySpan } from '@/domain/indicator-period';
import type { AmountUnit } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { denominatorOf, formatCounted, formatValue } from '../format';
import type { IndicatorValue } from '../load';
import { Counted, useUnitWord, Value } from './values';

type Props = { course: readonly (DaySpan & { reading: IndicatorValue })[]; unit: AmountUnit };

/** The indicator month by month: drawn, or as a table whose numbers open their cases. */
export function CourseFigure({ course, unit }: Props) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  const unitWord = useUnitWord(unit);
  const [first] = course;
  if (!first) return null;
  const { indicator } = first.reading;
  const name = labelOf(indicator.name, locale);
  const of = indicator.body.unit;
  const values = course.map(({ reading }) => reading.value);
  return (
    <Figure
      title={t('course')}
      measure={unitWord(of)}
      note={t(`courseNote.${indicator.body.reading}`)}
      chart={
        <TrendChart
          points={course.map(({ until, reading: { value } }) => ({
            label: until.slice(0, 7),
            value: value === null ? null : Number(value),
          }))}
          yTicks={axisOf(values).ticks.map((y) => ({ y, label: formatValue(BigInt(y), of, unit) }))}
          description={t('courseIs', { name, from: first.until, until: course.at(-1)?.until ?? first.until })}
        />
      }
      table={<CourseTable course={course} unit={unit} caption={name} />}
    />
  );
}

function CourseTable({ course, unit, caption }: Props & { caption: string }) {
  const t = useTranslations('indicators');
  return (
    <Table caption={caption} density="tight">
      <thead>
        <tr>
          <Th>{t('month')}</Th>
          <Th num>{t('value')}</Th>
          <Th num>{t('numerator')}</Th>
          <Th num>{t('denominator')}</Th>
        </tr>
      </thead>
      <tbody>
        {course.map(({ until, reading }) => {
          const { indicator, links, numerator, denominator } = reading;
          const under = denominatorOf(indicator.body);
          return (
            <tr key={until}>
              <RowHead>{until.slice(0, 7)}</RowHead>
              <Td num phone="title-end">
                <Value of={reading} unit={unit} />
              </Td>
              <Td num label={t('numerator')}>
                <Counted href={links.numerator} text={formatCounted(numerator, indicator.body.numerator, unit)} />
              </Td>
              <Td num label={t('denominator')}>
                {under ? <Counted href={links.denominator} text={formatCounted(denominator, under, unit)} /> : '--'}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
