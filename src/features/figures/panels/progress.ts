import { compareDays, type Day } from '@/domain/calendar';
import { unitOf } from '@/domain/measures';
import { labelOf } from '@/i18n/label';
import { figuresOf } from '../links';
import {
  fenCell,
  measuredCell,
  numberCell,
  type Panel,
  type PanelContext,
  type PanelRow,
  shareCell,
  textCell,
} from '../panel';
import type { Figures } from '../queries';
import { gainedCell } from './moves';

/** The places below, best first, with what they have gained or lost since the end of the month before. */
export function placesPanel(context: PanelContext, figures: Figures): Panel | null {
  const { t, unit, about } = context;
  const { ranking, gained, children } = figures;
  const [child] = children;
  if (!ranking || !child) return null;
  const level = child.level === 'NATION' ? 'PROVINCE' : child.level;
  const byCompletion = ranking.by === 'COMPLETION';
  const unitWord = t(`cases.units.${unit}`);
  const sums = (row: { accepted: bigint; approved: bigint; financingFen: bigint }, regionId: number) => [
    measuredCell(context, 'ACCEPTED', row.accepted, { regionId }),
    measuredCell(context, 'APPROVED', row.approved, { regionId }),
    measuredCell(context, 'FINANCING_FEN', row.financingFen, { regionId }),
  ];
  const { countsPart } = ranking;
  const withoutTarget = byCompletion ? Array.from({ length: countsPart ? 3 : 2 }, () => textCell('')) : [];
  const own = figures.pace && byCompletion ? figures.pace.current : null;
  // what counts for a target, with the list of those days
  const counted = (regionId: number, value: bigint | null, from: Day | undefined, until: Day) =>
    value === null || from === undefined || until < from
      ? fenCell(context, value)
      : measuredCell({ ...context, about: { ...about, asOf: until } }, 'FINANCING_FEN', value, { regionId, from });
  const countedOf = ({ id, reachedFen }: (typeof ranking.places)[number]) => {
    const target = figures.targetsBelow.get(id);
    return counted(id, reachedFen, target?.from, target?.until ?? about.asOf);
  };
  const rows = ranking.places.map(
    (row): PanelRow => ({
      key: String(row.id),
      name: row.name,
      href: figuresOf(about, row.id),
      bar: row.share,
      cells: [
        numberCell(row.rank),
        ...sums(row, row.id),
        ...(byCompletion ? [fenCell(context, row.targetFen)] : []),
        ...(countsPart ? [countedOf(row)] : []),
        ...(byCompletion ? [shareCell(row.completionBps)] : []),
        gainedCell(context, gained.get(row.id) ?? null),
      ],
    }),
  );
  const { rest, total } = ranking;
  const unlinked = rest
    ? [
        { ...measuredCell(context, 'ACCEPTED', rest.accepted), href: undefined },
        { ...measuredCell(context, 'APPROVED', rest.approved), href: undefined },
        { ...measuredCell(context, 'FINANCING_FEN', rest.financingFen), href: undefined },
      ]
    : [];
  return {
    id: 'places',
    title: t(`figures.ranking.title.${level}`),
    measure: t(byCompletion ? 'figures.ranking.byCompletion' : 'figures.ranking.byFinancing'),
    definition: [
      t('dashboards.places.definition', { day: figures.monthEnd }),
      ...(byCompletion ? [t('figures.ranking.counts')] : []),
      ...(ranking.withoutCases > 0 ? [t('figures.ranking.without', { count: ranking.withoutCases })] : []),
    ].join(' '),
    nameHead: t(`figures.ranking.place.${level}`),
    columns: [
      { head: t('figures.ranking.rank'), isRank: true },
      { head: t('figures.ranking.accepted') },
      { head: t('figures.ranking.approved') },
      { head: t('figures.ranking.financing', { unit: unitWord }) },
      ...(byCompletion
        ? [
            { head: t('figures.ranking.target', { unit: unitWord }) },
            ...(countsPart ? [{ head: t('figures.ranking.counted', { unit: unitWord }) }] : []),
            { head: t('figures.ranking.completion') },
          ]
        : []),
      { head: t('dashboards.sinceMonthEnd'), isText: true },
    ],
    rows: rest
      ? [
          ...rows,
          {
            key: 'rest',
            name: t('figures.ranking.rest'),
            cells: [textCell(''), ...unlinked, ...withoutTarget, textCell('')],
          },
        ]
      : rows,
    total: {
      key: 'total',
      name: t('figures.ranking.total'),
      cells: [
        textCell(''),
        ...sums(total, about.regionId),
        ...(own
          ? [
              fenCell(context, own.target),
              ...(countsPart
                ? [counted(about.regionId, own.actual, figures.pace?.startOn, endOf(own.on, about.asOf))]
                : []),
              shareCell(own.completionBps),
            ]
          : withoutTarget),
        textCell(''),
      ],
    },
    barHead: byCompletion
      ? t('figures.ranking.averageCompletion')
      : t('figures.ranking.average', { value: fenCell(context, ranking.averageFen).text }),
    average: ranking.average,
  };
}

/** The milestones of the target and what each still needs; the drawing and its days are the page's own. */
export function pacePanel(context: PanelContext, { pace }: Figures): Panel | null {
  if (!pace) return null;
  const { t, unit, locale } = context;
  const isFen = unitOf(pace.measure) === 'FEN';
  const unitWord = isFen ? t(`cases.units.${unit}`) : t('figures.pace.cases');
  // a target is nobody's cases: what it needs has no list
  const cell = (value: bigint | null) =>
    isFen ? fenCell(context, value) : numberCell(value === null ? null : Number(value));
  // each with the list of the days that count for it
  const actual = (row: (typeof pace.milestones)[number]) => {
    const until = endOf(row.on, context.about.asOf);
    const earlier = { ...context, about: { ...context.about, asOf: until } };
    return until < pace.startOn
      ? cell(row.actual)
      : measuredCell(earlier, pace.measure, row.actual, { from: pace.startOn });
  };
  return {
    id: 'pace',
    title: t('figures.pace.title'),
    measure: `${labelOf(pace.name, locale)} ${t('figures.pace.measure', { measure: t(`figures.pace.measures.${pace.measure}`), unit: unitWord })}`,
    definition: t('figures.pace.note', { measure: pace.measure, asOf: context.about.asOf }),
    nameHead: t('figures.pace.due'),
    columns: [
      { head: t('figures.pace.target', { unit: unitWord }) },
      { head: t('dashboards.pace.actual', { unit: unitWord }) },
      { head: t('figures.pace.completion') },
      { head: t('figures.pace.elapsed') },
      { head: t('figures.pace.gap', { unit: unitWord }) },
      { head: t('figures.pace.remaining') },
      { head: t('figures.pace.perDay', { unit: unitWord }) },
      { head: t('figures.pace.perWeek', { unit: unitWord }) },
    ],
    rows: pace.milestones.map((row) => ({
      key: row.on,
      name: row.on,
      cells: [
        cell(row.target),
        actual(row),
        shareCell(row.completionBps),
        shareCell(row.timeElapsedBps),
        cell(row.gap),
        numberCell(row.remainingWorkingDays),
        cell(row.requiredPerWorkingDay),
        cell(row.requiredPerWeek),
      ],
    })),
  };
}

/** Until when a milestone is counted. */
const endOf = (on: Day, asOf: Day): Day => (compareDays(on, asOf) < 0 ? on : asOf);
