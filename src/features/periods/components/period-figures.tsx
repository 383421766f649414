import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { NumberLink } from '@/components/ui/number-link';
import { Section } from '@/components/ui/page';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { type Countable, unitOf } from '@/domain/measures';
import type { AmountUnit } from '@/domain/money';
import { formatAmount, MISSING } from '@/domain/money';
import { firstDayOf, lastDayOf } from '@/domain/period';
import { FIGURE_SPANS } from '@/domain/period-figures';
import { formatCount } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import type { PeriodView } from '../queries-report';

type Figure = PeriodView['figures'][number];

/** A value of a measure or of several together: an amount in `unit`, or a number of cases. */
export function formatFigure(value: bigint, measure: Countable, unit: AmountUnit): string {
  return unitOf(measure) === 'FEN' ? formatAmount(value, unit) : formatCount(value);
}

/** With its sign, for what a figure moved by. */
export function formatChange(value: bigint, measure: Countable, unit: AmountUnit): string {
  return `${value > 0n ? '+' : ''}${formatFigure(value, measure, unit)}`;
}

/** Figures as reported beside those known now, with what came late. Each number opens the cases that add up to it. */
export async function PeriodFigures({ view, unit }: { view: PeriodView; unit: AmountUnit }) {
  const t = await getTranslations('periods');
  const units = await getTranslations('cases.units');
  const reported = view.report !== null;
  const head = t(view.cell.state === 'SIGNED' ? 'locked' : 'reported');
  return (
    <Section>
      <SectionHead note={t('figuresNote', { unit: units(unit) })}>{t('figures')}</SectionHead>
      <Table caption={t('figures')}>
        <thead>
          <tr>
            <Th>{t('measure')}</Th>
            {reported && <Th num>{head}</Th>}
            <Th num>{t('now')}</Th>
            {reported && <Th num>{t('change')}</Th>}
          </tr>
        </thead>
        {FIGURE_SPANS.map((span) => (
          <tbody key={span}>
            <GroupRow title={t(`spans.${span}`)} columns={reported ? 4 : 2} />
            {view.figures
              .filter((figure) => figure.span === span)
              .map((figure) => (
                <FigureRow key={figure.measure} figure={figure} view={view} unit={unit} head={head} />
              ))}
          </tbody>
        ))}
      </Table>
    </Section>
  );
}

type RowProps = { figure: Figure; view: PeriodView; unit: AmountUnit; head: string };

async function FigureRow({ figure, view, unit, head }: RowProps) {
  const t = await getTranslations('periods');
  const measures = await getTranslations('cases.measures');
  const { measure, span, reported, now, change, recordedThen } = figure;
  const { period } = view.cell;
  const about = {
    regionId: view.place.regionId,
    programmeId: view.programme.id,
    asOf: lastDayOf(period),
  };
  // what the measure calls cumulative is not so within a period
  const inPeriod = span === 'FLOW' && (measure === 'ACCEPTED' || measure === 'APPROVED');
  const name = inPeriod ? t(`inPeriod.${measure}`) : measures(measure);
  const from = span === 'FLOW' ? { from: firstDayOf(period) } : {};
  const nowHref = listBehind(about, measure, from);
  // A list of the day of the report does not exist; one as recorded at the end of the period does, where it is the same.
  const isListed = change === 0n || (span === 'STOCK' && recordedThen === reported);
  const thenHref = change === 0n ? nowHref : listBehind({ ...about, asRecorded: true }, measure, from);
  return (
    <tr>
      <RowHead>{name}</RowHead>
      {reported !== null && (
        <Td num label={head}>
          <NumberLink href={isListed ? thenHref : '#late'}>{formatFigure(reported, measure, unit)}</NumberLink>
        </Td>
      )}
      <Td num label={t('now')}>
        <NumberLink href={nowHref}>{formatFigure(now, measure, unit)}</NumberLink>
      </Td>
      {reported !== null && (
        <Td num label={t('change')}>
          {change === 0n ? (
            MISSING
          ) : (
            <Link href="#late" className="font-bold text-amber">
              {formatChange(change, measure, unit)}
            </Link>
          )}
        </Td>
      )}
    </tr>
  );
}
