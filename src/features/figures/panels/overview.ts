import { addDays } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { type Countable, type Measure, unitOf } from '@/domain/measures';
import { ratioBps } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatShare } from '../format';
import { figuresOf, listBehind } from '../links';
import {
  fenCell,
  measuredCell,
  movedCell,
  numberCell,
  type Panel,
  type PanelContext,
  type PanelRow,
  shareCell,
  textCell,
} from '../panel';
import type { Figures } from '../queries';
import { gainedCell } from './moves';

/** What the overview says first, each beside the end of the month before. */
export const HEADLINES = [
  'ACCEPTED',
  'APPROVED',
  'FINANCING_FEN',
  'STANDING',
  'LANDED_FEN',
  'DISBURSED_FEN',
  'OUTSTANDING_FEN',
] as const satisfies readonly Measure[];
export type HeadlineMeasure = (typeof HEADLINES)[number];

/** The headline figures as a table: as of the day, at the end of the month before, and what has been added since. */
export function headlinePanel(context: PanelContext, figures: Figures): Panel {
  const { t, unit } = context;
  const from = addDays(figures.monthEnd, 1);
  const regionId = figures.place.id;
  const rows = HEADLINES.map((measure): PanelRow => {
    const value = totalOf(figures.cells, { measure, regionId });
    const before = totalOf(figures.before, { measure, regionId });
    const earlier = { ...context, about: { ...context.about, asOf: figures.monthEnd } };
    const unitWord = unitOf(measure) === 'FEN' ? t(`cases.units.${unit}`) : t('figures.pace.cases');
    return {
      key: measure,
      name: t('dashboards.withUnit', { name: t(`dashboards.headlines.rows.${measure}`), unit: unitWord }),
      cells: [
        measuredCell(context, measure, value),
        measuredCell(earlier, measure, before),
        movedCell(context, measure, value - before, { from }),
      ],
    };
  });
  return {
    id: 'headlines',
    title: t('dashboards.headlines.title'),
    measure: t('dashboards.headlines.measure', { day: figures.monthEnd }),
    definition: t('dashboards.headlines.definition'),
    nameHead: t('dashboards.headlines.name'),
    columns: [
      { head: t('dashboards.headlines.now') },
      { head: t('dashboards.headlines.before', { day: figures.monthEnd }) },
      { head: t('dashboards.headlines.moved') },
    ],
    rows,
  };
}

type Rate = { id: 'PAYMENT' | 'COMPLETION' | 'CHECK'; part: Countable; whole: Countable };
const RATES: readonly Rate[] = [
  { id: 'PAYMENT', part: 'DISBURSED', whole: 'LANDED' },
  { id: 'COMPLETION', part: 'COMPLETED', whole: 'DISBURSED' },
  { id: 'CHECK', part: 'CHECKED', whole: 'COMPLETED' },
];

/** 支付率, and where works are checked 完工率 and 验收率, with what they are made of and what they were a month before. */
export function ratesPanel(context: PanelContext, figures: Figures): Panel {
  const { t } = context;
  const regionId = figures.place.id;
  const rates = RATES.filter(({ id }) => id === 'PAYMENT' || figures.programme.completionCheck);
  const rows = rates.map(({ id, part, whole }): PanelRow => {
    const value = (cells: Figures['cells'], measure: Countable) => totalOf(cells, { measure, regionId });
    const bps = (cells: Figures['cells']) => ratioBps(value(cells, part), value(cells, whole));
    const now = bps(figures.cells);
    return {
      key: id,
      name: t(`dashboards.rates.rows.${id}`),
      cells: [
        measuredCell(context, part, value(figures.cells, part)),
        measuredCell(context, whole, value(figures.cells, whole)),
        shareCell(now),
        shareCell(bps(figures.before)),
      ],
      bar: (now ?? 0) / 10_000,
    };
  });
  return {
    id: 'rates',
    title: t('dashboards.rates.title'),
    measure: t('dashboards.rates.measure'),
    definition: t('dashboards.rates.definition'),
    nameHead: t('dashboards.rates.name'),
    columns: [
      { head: t('dashboards.rates.part') },
      { head: t('dashboards.rates.whole') },
      { head: t('dashboards.rates.rate') },
      { head: t('dashboards.rates.before'), phone: 'hide' },
    ],
    rows,
    barHead: t('figures.funnel.bar'),
  };
}

/** 抓大不放小: large and small applicants beside each other, each with its kinds. */
export function segmentPanel(context: PanelContext, { segments }: Figures): Panel {
  const { t, unit } = context;
  const small = segments.find((row) => row.segment === 'SMALL');
  const line = (row: Figures['segments'][number]['rows'][number], name: string, look: 'GROUP' | 'CHILD'): PanelRow => ({
    key: name,
    name,
    look,
    cells: [
      measuredCell(context, 'ACCEPTED', row.accepted, { kinds: row.kinds }),
      measuredCell(context, 'APPROVED', row.approved, { kinds: row.kinds }),
      shareCell(row.approvalBps),
      measuredCell(context, 'FINANCING_FEN', row.financingFen, { kinds: row.kinds }),
      shareCell(row.financingShareBps),
    ],
  });
  return {
    id: 'segments',
    title: t('figures.segments.title'),
    measure: t('figures.segments.measure'),
    ...(small && small.financingShareBps !== null
      ? {
          finding: t('figures.segments.finding', {
            count: `${formatShare(small.approvedShareBps)}%`,
            amount: `${formatShare(small.financingShareBps)}%`,
          }),
        }
      : {}),
    definition: t('dashboards.segments.definition'),
    nameHead: t('figures.segments.applicant'),
    columns: [
      { head: t('figures.segments.accepted') },
      { head: t('figures.segments.approved') },
      { head: t('figures.segments.rate'), phone: 'hide' },
      { head: t('figures.segments.financing', { unit: t(`cases.units.${unit}`) }) },
      { head: t('figures.segments.share') },
    ],
    rows: segments.flatMap((segment) => [
      line(segment, t(`figures.segments.${segment.segment}`), 'GROUP'),
      ...segment.rows.map((row) =>
        line(
          row,
          row.kinds.map((kind) => t(`figures.segments.kinds.${kind}`)).join(t('figures.segments.comma')),
          'CHILD',
        ),
      ),
    ]),
  };
}

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
  const withoutTarget = byCompletion ? [textCell(''), textCell('')] : [];
  const rows = ranking.places.map(
    (row): PanelRow => ({
      key: String(row.id),
      name: row.name,
      href: figuresOf(about, row.id),
      bar: row.share,
      cells: [
        numberCell(row.rank),
        ...sums(row, row.id),
        ...(byCompletion ? [fenCell(context, row.targetFen), shareCell(row.completionBps)] : []),
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
      ...(ranking.withoutCases > 0 ? [t('figures.ranking.without', { count: ranking.withoutCases })] : []),
    ].join(' '),
    nameHead: t(`figures.ranking.place.${level}`),
    columns: [
      { head: t('figures.ranking.rank'), isRank: true },
      { head: t('figures.ranking.accepted') },
      { head: t('figures.ranking.approved') },
      { head: t('figures.ranking.financing', { unit: unitWord }) },
      ...(byCompletion
        ? [{ head: t('figures.ranking.target', { unit: unitWord }) }, { head: t('figures.ranking.completion') }]
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
      cells: [textCell(''), ...sums(total, about.regionId), ...withoutTarget, textCell('')],
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
  const actual = measuredCell(context, pace.measure, pace.actual);
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
        row.on >= context.about.asOf ? actual : textCell(''),
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

/** The list behind a figure of the overview. */
export const headlineHref = (context: PanelContext, measure: HeadlineMeasure): string =>
  listBehind(context.about, measure);
