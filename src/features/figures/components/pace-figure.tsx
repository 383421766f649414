import { getTranslations } from 'next-intl/server';
import { Figure } from '@/components/charts/figure';
import { PaceChart } from '@/components/charts/pace-chart';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { addDays } from '@/domain/calendar';
import type { PaceView } from '@/domain/figures';
import { type AmountUnit, type Fen, formatAmount } from '@/domain/money';
import { formatMonthDay } from '@/lib/format-day';
import { formatShare, formatTick } from '../format';
import { type About, listBehind } from '../links';

type Props = { pace: PaceView; about: About; unit: AmountUnit };

/** Actual against the dated target: the sentence, the drawing or its days, and every milestone with what it still needs. */
export async function PaceFigure({ pace, about, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const units = await getTranslations('cases.units');
  const unitName = units(unit);
  const milestones = <MilestoneTable pace={pace} about={about} unit={unit} />;
  return (
    <Figure
      title={t('title')}
      measure={t('measure', { unit: unitName })}
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
      note={`${t('note', { asOf: about.asOf })}${pace.provisional ? ` ${t('provisional')}` : ''}`}
    />
  );
}

async function PaceSentence({ pace, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const units = await getTranslations('cases.units');
  const { current, behindBps } = pace;
  const amount = (fen: Fen) => formatAmount(fen, unit);
  const common = { due: current.on, target: amount(current.target), unit: units(unit), gap: amount(current.gap) };
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
  const units = await getTranslations('cases.units');
  const { current } = pace;
  const tick = (fen: Fen) => formatTick(fen, unit);
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
        plan: isOver ? '' : t('planLabel', { amount: tick(pace.planned) }),
        target: t('targetLabel', { amount: tick(current.target) }),
        ...(needed === null ? {} : { needed: t('neededLabel', { amount: formatAmount(needed, unit) }) }),
      }}
      nowX={pace.nowX}
      description={t('description', {
        asOf: about.asOf,
        actual: formatAmount(pace.actual, unit),
        plan: formatAmount(pace.planned, unit),
        due: current.on,
        target: formatAmount(current.target, unit),
        unit: units(unit),
      })}
    />
  );
}

async function MilestoneTable({ pace, unit }: Props) {
  const t = await getTranslations('figures.pace');
  const units = await getTranslations('cases.units');
  const unitName = units(unit);
  const amount = (fen: Fen | null) => formatAmount(fen, unit);
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
  const units = await getTranslations('cases.units');
  const unitName = units(unit);
  let before = 0n;
  const days = pace.points.flatMap(({ x, actual = before }) => {
    const added = actual - before;
    before = actual;
    return added === 0n ? [] : [{ day: addDays(pace.startOn, x), added, sum: actual }];
  });
  if (days.length === 0) return <p className="text-sm text-ink-2">{t('noDays', { asOf: about.asOf })}</p>;
  return (
    <Table caption={t('dayCaption')} density="tight">
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
              {formatAmount(row.added, unit)}
            </Td>
            <Td num label={t('sum', { unit: unitName })}>
              <NumberLink href={listBehind({ ...about, asOf: row.day }, 'FINANCING_FEN')}>
                {formatAmount(row.sum, unit)}
              </NumberLink>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
