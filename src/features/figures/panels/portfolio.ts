import { addDays } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { COUNTED_AS, LOAN_CLASSES } from '@/domain/loan-class';
import { type Countable, OVERDUE_FROM_DAYS } from '@/domain/measures';
import { formatRate, ratioBps } from '@/domain/money';
import type { PolicyRow } from '@/domain/policy';
import type { Dashboard } from '../dashboard-queries';
import { measuredCell, movedCell, type Panel, type PanelContext, type PanelRow, shareCell, withBars } from '../panel';

type Portfolio = Dashboard & { tolerance: PolicyRow | null };
type Pair = { cases: Countable; fen: Countable };

const OWED: Pair = { cases: 'OUTSTANDING', fen: 'OUTSTANDING_FEN' };

/** 余额, 逾期 and 不良 in borrowers and money, their shares of what is owed, and what the month has added. */
export function portfolioPanel(context: PanelContext, found: Portfolio): Panel {
  const { t, unit } = context;
  const regionId = found.place.id;
  const from = addDays(found.monthEnd, 1);
  const sum = (measure: Countable) => totalOf(found.now.cells, { measure, regionId });
  const earlier = (measure: Countable) => totalOf(found.before.cells, { measure, regionId });
  const owed = sum('OUTSTANDING_FEN');
  const line = (key: 'OUTSTANDING' | 'OVERDUE' | 'NON_PERFORMING', { cases, fen }: Pair): PanelRow => ({
    key,
    name: t(`dashboards.portfolio.rows.${key}`),
    cells: [
      measuredCell(context, cases, sum(cases)),
      measuredCell(context, fen, sum(fen)),
      shareCell(ratioBps(sum(fen), owed)),
      shareCell(ratioBps(earlier(fen), earlier('OUTSTANDING_FEN'))),
      movedCell(context, fen, sum(fen) - earlier(fen), { from }),
    ],
  });
  return {
    id: 'portfolio',
    title: t('dashboards.portfolio.title'),
    measure: t('dashboards.portfolio.measure', { unit: t(`cases.units.${unit}`) }),
    finding: toleranceWords(context, found.tolerance, sum('NON_PERFORMING_FEN'), owed),
    definition: t('dashboards.portfolio.definition'),
    nameHead: t('dashboards.portfolio.name'),
    columns: [
      ...amountHeads(context),
      { head: t('dashboards.portfolio.share') },
      { head: t('dashboards.portfolio.shareBefore'), phone: 'hide' as const },
      { head: t('dashboards.portfolio.moved', { unit: t(`cases.units.${unit}`) }) },
    ],
    rows: [
      line('OUTSTANDING', OWED),
      line('OVERDUE', { cases: 'OVERDUE', fen: 'OVERDUE_FEN' }),
      line('NON_PERFORMING', { cases: 'NON_PERFORMING', fen: 'NON_PERFORMING_FEN' }),
    ],
  };
}

/** The bad share beside what the place's document tolerates on the day. */
function toleranceWords({ t }: PanelContext, tolerance: PolicyRow | null, bad: bigint, owed: bigint): string {
  const share = ratioBps(bad, owed);
  if (share === null) return t('dashboards.portfolio.nothingOwed');
  const rate = formatRate(share);
  if (tolerance === null) return t('dashboards.portfolio.noTolerance', { rate });
  const words = { rate, tolerance: formatRate(Number(tolerance.value)), document: tolerance.documentNumber };
  // compared in whole, not as rounded
  const isOver = bad * 10_000n > tolerance.value * owed;
  return isOver ? t('dashboards.portfolio.over', words) : t('dashboards.portfolio.within', words);
}

const amountHeads = ({ t, unit }: PanelContext) => [
  { head: t('dashboards.portfolio.borrowers') },
  { head: t('dashboards.portfolio.amount', { unit: t(`cases.units.${unit}`) }) },
];

function agePanel(
  context: PanelContext,
  found: Portfolio,
  id: 'bands' | 'classes',
  lines: readonly (Pair & { key: string; name: string; isNamed?: boolean })[],
  whole: Pair,
): Panel {
  const { t } = context;
  const sum = (measure: Countable) => totalOf(found.now.cells, { measure, regionId: found.place.id });
  const all = sum(whole.fen);
  const rows = lines.map(({ key, name, cases, fen, isNamed = false }) => ({
    key,
    name,
    isNamed,
    size: sum(fen),
    cells: [
      measuredCell(context, cases, sum(cases)),
      measuredCell(context, fen, sum(fen)),
      shareCell(ratioBps(sum(fen), all)),
    ],
  }));
  return {
    id,
    title: t(`dashboards.${id}.title`),
    measure: t('dashboards.portfolio.measure', { unit: t(`cases.units.${context.unit}`) }),
    definition: t(`dashboards.${id}.definition`),
    nameHead: t(`dashboards.${id}.name`),
    barHead: t('figures.funnel.bar'),
    columns: [...amountHeads(context), { head: t(`dashboards.${id}.share`) }],
    rows: withBars(rows),
    total: {
      key: 'total',
      name: t('figures.ranking.total'),
      cells: [
        measuredCell(context, whole.cases, sum(whole.cases)),
        measuredCell(context, whole.fen, all),
        shareCell(ratioBps(all, all)),
      ],
    },
  };
}

/** What is overdue, by the days since the oldest unpaid instalment fell due. */
export function bandsPanel(context: PanelContext, found: Portfolio): Panel {
  const lines = OVERDUE_FROM_DAYS.map((from, index) => {
    const next = OVERDUE_FROM_DAYS[index + 1];
    return {
      key: String(from),
      name:
        next === undefined
          ? context.t('dashboards.bands.last', { from })
          : context.t('dashboards.bands.band', { from, until: next - 1 }),
      cases: `OVERDUE_${from}`,
      fen: `OVERDUE_${from}_FEN`,
      isNamed: from > 90,
    } as const;
  });
  return agePanel(context, found, 'bands', lines, { cases: 'OVERDUE', fen: 'OVERDUE_FEN' });
}

/** 五级分类 by days of arrears. */
export function classesPanel(context: PanelContext, found: Portfolio): Panel {
  const lines = LOAN_CLASSES.map((each) => ({
    key: each,
    name: context.t(`dashboards.classes.rows.${each}`),
    ...COUNTED_AS[each],
    isNamed: each !== 'NORMAL' && each !== 'SPECIAL_MENTION',
  }));
  return agePanel(context, found, 'classes', lines, OWED);
}
