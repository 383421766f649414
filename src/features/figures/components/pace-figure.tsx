import { getTranslations } from 'next-intl/server';
import { Figure } from '@/components/charts/figure';
import { PaceChart } from '@/components/charts/pace-chart';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { addDays } from '@/domain/calendar';
import { unitOf } from '@/domain/measures';
import type { AmountUnit } from '@/domain/money';
import type { PaceView } from '@/domain/pace-view';
import { formatMonthDay } from '@/lib/format-day';
import { formatMeasured, formatShare, formatTick } from '../format';
import { type About, listBehind } from '../links';
import { Definition, ExportLink } from './panel-figure';

type Props = { pace: PaceView; about: About; unit: AmountUnit };
type FigureProps = Props & { exportHref?: string };

/** What the target counts in: the reader's unit of amounts, or cases. */
async function unitNameOf({ pace, unit }: Pick<Props, 'pace' | 'unit'>): Promise<string> {
  if (unitOf(pace.measure) === 'CASES') return (await getTranslations('figures.pace'))('cases');
  return (await getTranslations('cases.units'))(unit);
}

/** The measure's name. */
async function measureWord(pace: PaceView): Promise<string> {
  return (await getTranslations('figures.pace.measures'))(pace.measure);
}

/** Actual against the dated target: the sentence, the drawing or its days, and every milestone with what it still needs. */
export async function PaceFigure({ pace, about, unit, exportHref }: FigureProps) {
  const t = await getTranslations('figures.pace');
  const unitName = await unitNameOf({ pace, unit });
  const milestones = <MilestoneTable pace={pace} about={about} unit={unit} />;
  return (
    <Figure
      title={t('title')}
      measure={t('measure', { measure: await measureWord(pace), unit: unitName })}
      finding={<PaceSentence pace={pace} about={about} unit={unit} />}
      chart={
        <>
          <Drawing pace={pace} about={about} unit={unit} />
          {milestones}
        </>
      }
      table={
        <>
          <DayTable pace={pace} about={about} unit={unit} />
          <div className="mt-4">{milestones}</div>
        </>
      }
      end={exportHref && <ExportLink title={t('title')} href={exportHref} />}
      note={
        <Definition
          text={`${t('note', { measure: pace.measure, asOf: about.asOf })}${pace.provisional ? ` ${t('provisional')}` : ''}`}
        />
      }
    />
  );
}

async function PaceSentence({ pace, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const { current, behindBps } = pace;
  const amount = (value: bigint) => formatMeasured(value, pace.measure, unit);
  const unitName = await unitNameOf({ pace, unit });
  const common = { due: current.on, target: amount(current.target), unit: unitName, gap: amount(current.gap) };
  if (current.gap === 0n) return t('reached', common);
  if (current.remainingDays === 0) return t('missed', common);
  const points = formatShare(Math.abs(behindBps ?? 0));
  return (
    <>
      {behindBps === null || behindBps === 0
        ? t('even')
        : behindBps < 0
          ? t('ahead', { points })
          : t.rich('behind', { points, late: (words) => <b className="text-red">{words}</b> })}
      {current.requiredPerWorkingDay === null
        ? t('lastDay', common)
        : t('next', {
            ...common,
            recent: amount(pace.recentPerWorkingDay),
            needed: amount(current.requiredPerWorkingDay),
          })}
    </>
  );
}

async function Drawing({ pace, about, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const { current } = pace;
  const amount = (value: bigint) => formatMeasured(value, pace.measure, unit);
  const tick = (value: bigint) => (unitOf(pace.measure) === 'FEN' ? formatTick(value, unit) : amount(value));
  // After the last milestone the drawing ends on its day, and so does the line.
  const isOver = current.remainingDays === 0;
  const drawnFen = pace.points.findLast((point) => point.actual !== undefined)?.actual ?? 0n;
  const needed = current.remainingDays > 0 && current.gap > 0n ? current.requiredPerWorkingDay : null;
  return (
    <PaceChart
      points={pace.points.map(({ x, actual, plan, needed }) => ({
        x,
        ...(actual === undefined ? {} : { actual: Number(actual) }),
        ...(plan === undefined ? {} : { plan: Number(plan) }),
        ...(needed === undefined ? {} : { needed: Number(needed) }),
      }))}
      xTicks={pace.xTicks.map(({ x, on }) => ({ x, label: formatMonthDay(on) }))}
      yTicks={pace.yTicks.map((fen) => ({ y: Number(fen), label: tick(fen) }))}
      labels={{
        actual: t('actualLabel', { amount: tick(drawnFen) }),
        // On the milestone's day the plan is the target, which has its own label.
        plan: isOver || pace.planned === 0n ? '' : t('planLabel', { amount: tick(pace.planned) }),
        target: t('targetLabel', { amount: tick(current.target) }),
        ...(needed === null ? {} : { needed: t('neededLabel', { amount: amount(needed) }) }),
      }}
      nowX={pace.nowX}
      description={t('description', {
        asOf: about.asOf,
        actual: amount(pace.actual),
        plan: amount(pace.planned),
        due: current.on,
        target: amount(current.target),
        unit: await unitNameOf({ pace, unit }),
      })}
    />
  );
}

async function MilestoneTable({ pace, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const unitName = await unitNameOf({ pace, unit });
  const amount = (value: bigint | null) => formatMeasured(value, pace.measure, unit);
  return (
    <Table
      caption={t('caption')}
      className="md:[&_td]:px-1.5 md:[&_th]:px-1.5 md:[&_tr>*:first-child]:pl-0 md:[&_tr>*:last-child]:pr-0"
    >
      <thead>
        <tr>
          <Th>{t('due')}</Th>
          <Th num>{t('target', { unit: unitName })}</Th>
          <Th num>{t('completion')}</Th>
          <Th num>{t('elapsed')}</Th>
          <Th num>{t('gap', { unit: unitName })}</Th>
          <Th num>{t('remaining')}</Th>
          <Th num>{t('perDay', { unit: unitName })}</Th>
          <Th num>{t('perWeek', { unit: unitName })}</Th>
        </tr>
      </thead>
      <tbody>
        {pace.milestones.map((row) => (
          <tr key={row.on}>
            <RowHead>{row.on}</RowHead>
            <Td num phone="title-end" unit={unitName}>
              {amount(row.target)}
            </Td>
            <Td num label={t('completion')}>
              {formatShare(row.completionBps)}
            </Td>
            <Td num label={t('elapsed')}>
              {formatShare(row.timeElapsedBps)}
            </Td>
            <Td num label={t('gap', { unit: unitName })}>
              {amount(row.gap)}
            </Td>
            <Td num label={t('remaining')}>
              {row.remainingWorkingDays}
            </Td>
            <Td num label={t('perDay', { unit: unitName })}>
              {amount(row.requiredPerWorkingDay)}
            </Td>
            <Td num label={t('perWeek', { unit: unitName })}>
              {amount(row.requiredPerWeek)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The twin of the drawing: the days on which the sum changed. */
async function DayTable({ pace, about, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const unitName = await unitNameOf({ pace, unit });
  let before = 0n;
  const days = pace.points.flatMap(({ x, actual = before }) => {
    const added = actual - before;
    before = actual;
    return added === 0n ? [] : [{ day: addDays(pace.startOn, x), added, sum: actual }];
  });
  if (days.length === 0) return <p className="text-sm text-ink-2">{t('noDays', { asOf: about.asOf })}</p>;
  return (
    <Table caption={t('dayCaption', { measure: await measureWord(pace) })} density="tight">
      <thead>
        <tr>
          <Th>{t('day')}</Th>
          <Th num>{t('added', { unit: unitName })}</Th>
          <Th num>{t('sum', { unit: unitName })}</Th>
        </tr>
      </thead>
      <tbody>
        {days.map((row) => (
          <tr key={row.day}>
            <RowHead>{row.day}</RowHead>
            <Td num label={t('added', { unit: unitName })}>
              {formatMeasured(row.added, pace.measure, unit)}
            </Td>
            <Td num label={t('sum', { unit: unitName })}>
              <NumberLink href={listBehind({ ...about, asOf: row.day }, pace.measure, { from: pace.startOn })}>
                {formatMeasured(row.sum, pace.measure, unit)}
              </NumberLink>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
