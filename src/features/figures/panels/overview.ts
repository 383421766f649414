import { addDays } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { type Countable, type Measure, unitOf } from '@/domain/measures';
import { ratioBps } from '@/domain/money';
import { formatShare } from '../format';
import { measuredCell, movedCell, type Panel, type PanelContext, type PanelRow, shareCell } from '../panel';
import type { Figures } from '../queries';

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
