import { sumOf, totalOf } from '@/domain/figures';
import { lengthOf } from '@/domain/lengths';
import { type Countable, HEADS } from '@/domain/measures';
import { ratioBps } from '@/domain/money';
import { placesGained, ranksOf } from '@/domain/standings';
import { labelOf } from '@/i18n/label';
import { isRanked, type Rankings } from '../dashboard-queries';
import type { PlaceTarget } from '../due-targets';
import { figuresOf, pageOf } from '../links';
import { measuredCell, numberCell, type Panel, type PanelContext, type PanelRow, shareCell, textCell } from '../panel';
import type { RankedBy } from '../ranking-search';
import { gainedCell } from './moves';

type Sum = (measure: Countable) => bigint;
type Behind = Parameters<typeof measuredCell>[3];
type Line = {
  id: string;
  name: string;
  href?: string;
  now: Sum;
  before: Sum;
  behind: Behind;
  /** how it stands with what is due on the day, and on the day before the month */
  target: PlaceTarget | null;
  targetBefore: PlaceTarget | null;
};

/** The value by which a line is ranked; null where there is nothing to rank it by. */
function rankedValue(by: RankedBy, sum: Sum, target: PlaceTarget | null): bigint | null {
  if (by === 'OVERDUE_RATE') return rate(sum('OVERDUE_FEN'), sum('OUTSTANDING_FEN'));
  if (by === 'COMPLETION') return target && rate(target.reachedFen, target.targetFen);
  // who has no case yet is not the last of those who have
  return HEADS.some((measure) => sum(measure) !== 0n) ? sum(by) : null;
}

function rate(part: bigint, whole: bigint): bigint | null {
  const bps = ratioBps(part, whole);
  return bps === null ? null : BigInt(bps);
}

/** A place by its parts, best first, with what each has gained or lost since the end of the month before. */
export function rankingPanel(context: PanelContext, found: Rankings, by: RankedBy): Panel {
  const { t } = context;
  const shown = isRanked(found.of, found);
  if (found.of === 'RECOMMENDERS') return recommenderPanel(context, found, shown);
  const { unit } = context;
  const unitWord = t(`cases.units.${unit}`);
  const lines = linesOf(context, found);
  const least = by === 'OVERDUE_RATE';
  const values = lines.map((line) => ({ id: line.id, value: rankedValue(by, line.now, line.target) }));
  const now = ranksOf(values, least);
  const before = ranksOf(
    lines.map((line) => ({ id: line.id, value: rankedValue(by, line.before, line.targetBefore) })),
    least,
  );
  const value = new Map(values.map((row) => [row.id, row.value ?? 0n]));
  const most = values.reduce((best, row) => (row.value !== null && row.value > best ? row.value : best), 0n);
  const ordered = lines
    .filter(({ id }) => now.has(id))
    .toSorted((one, other) => (now.get(one.id) ?? 0) - (now.get(other.id) ?? 0) || (one.id < other.id ? -1 : 1));
  const hasTargets = found.of === 'REGIONS' && lines.some((line) => line.target !== null);
  const cellsOf = (sum: Sum, behind: Behind, target: PlaceTarget | null) => [
    measuredCell(context, 'APPROVED', sum('APPROVED'), behind),
    measuredCell(context, 'FINANCING_FEN', sum('FINANCING_FEN'), behind),
    ...(hasTargets ? [shareCell(target && ratioBps(target.reachedFen, target.targetFen))] : []),
    measuredCell(context, 'DISBURSED_FEN', sum('DISBURSED_FEN'), behind),
    measuredCell(context, 'OUTSTANDING_FEN', sum('OUTSTANDING_FEN'), behind),
    measuredCell(context, 'OVERDUE_FEN', sum('OVERDUE_FEN'), behind),
    shareCell(ratioBps(sum('OVERDUE_FEN'), sum('OUTSTANDING_FEN'))),
  ];
  const ownTarget = found.standing.get(found.place.id) ?? null;
  const total: Sum = (measure) => totalOf(found.now.cells, { measure, regionId: found.place.id });
  return {
    id: 'ranking',
    title: t(`dashboards.rankings.titles.${found.of}`),
    measure: t(`dashboards.rankings.by.${by}`),
    definition: [
      t('dashboards.rankings.definition', { day: found.monthEnd }),
      ...(hasTargets ? [t('figures.ranking.counts')] : []),
    ].join(' '),
    nameHead: t(`dashboards.rankings.names.${found.of}`),
    barHead: t(`dashboards.rankings.bars.${by}`),
    columns: [
      { head: t('figures.ranking.rank'), isRank: true },
      { head: t('figures.ranking.approved') },
      { head: t('figures.ranking.financing', { unit: unitWord }) },
      ...(hasTargets ? [{ head: t('figures.ranking.completion') }] : []),
      { head: t('dashboards.rankings.disbursed', { unit: unitWord }) },
      { head: t('dashboards.rankings.outstanding', { unit: unitWord }) },
      { head: t('dashboards.rankings.overdue', { unit: unitWord }) },
      { head: t('dashboards.rankings.overdueRate') },
      { head: t('dashboards.sinceMonthEnd'), isText: true },
    ],
    rows: ordered.map(
      (line): PanelRow => ({
        key: line.id,
        name: line.name,
        href: line.href,
        bar: lengthOf(value.get(line.id) ?? 0n, most),
        cells: [
          numberCell(now.get(line.id) ?? null),
          ...cellsOf(line.now, line.behind, line.target),
          gainedCell(context, placesGained(now, before, line.id)),
        ],
      }),
    ),
    // programmes are not added up, and of what is ranked elsewhere nothing was read
    ...(found.of === 'PROGRAMMES' || !shown
      ? {}
      : {
          total: {
            key: 'total',
            name: t('figures.ranking.total'),
            cells: [textCell(''), ...cellsOf(total, {}, ownTarget), textCell('')],
          },
        }),
    empty: shown ? t('dashboards.rankings.empty') : t(`dashboards.rankings.elsewhere.${found.of}`),
  };
}

function linesOf(context: PanelContext, found: Rankings): Line[] {
  const { about, locale } = context;
  const none = { target: null, targetBefore: null };
  if (found.of === 'REGIONS') {
    return found.children.map(({ id, name }) => ({
      id: String(id),
      name,
      href: figuresOf(about, id),
      now: (measure) => sumOf(found.now.below, id, measure),
      before: (measure) => sumOf(found.before.below, id, measure),
      behind: { regionId: id },
      target: found.standing.get(id) ?? null,
      targetBefore: found.standingBefore.get(id) ?? null,
    }));
  }
  const sums = (id: string): Pick<Line, 'now' | 'before'> => ({
    now: (measure) => sumOf(found.now.shares, id, measure),
    before: (measure) => sumOf(found.before.shares, id, measure),
  });
  if (found.of === 'PROGRAMMES')
    return found.programmes.map(({ id, name }) => ({
      id,
      name: labelOf(name, locale),
      href: pageOf({ ...about, programmeId: id }),
      ...sums(id),
      ...none,
      behind: { programmeId: id },
    }));
  const { level } = found.place;
  const filter = level === 'NATION' ? 'financier' : level === 'COUNTY' ? 'branch' : 'provincialBranch';
  return [...found.now.shares.keys()].map((id) => {
    const name = found.names.get(id);
    return {
      id,
      name: name ? labelOf(name, locale) : id,
      ...sums(id),
      ...none,
      behind: { with: { [filter]: id } },
    };
  });
}

/** Recommending organisations by the share of what they recommended that was approved. */
function recommenderPanel(context: PanelContext, found: Rankings, shown: boolean): Panel {
  const { t } = context;
  const lines = found.recommenders.map((row) => ({ ...row, id: row.name }));
  const now = ranksOf(lines.map(({ id, approved, recommended }) => ({ id, value: rate(approved, recommended) })));
  const before = ranksOf(lines.map(({ id, before: then }) => ({ id, value: rate(then.approved, then.recommended) })));
  return {
    id: 'ranking',
    title: t('dashboards.rankings.titles.RECOMMENDERS'),
    measure: t('dashboards.recommenders.by'),
    definition: t('dashboards.recommenders.definition', { day: found.monthEnd }),
    nameHead: t('dashboards.rankings.names.RECOMMENDERS'),
    barHead: t('dashboards.recommenders.bar'),
    columns: [
      { head: t('figures.ranking.rank'), isRank: true },
      { head: t('dashboards.recommenders.recommended') },
      { head: t('dashboards.recommenders.approved') },
      { head: t('dashboards.recommenders.approvedShare') },
      { head: t('dashboards.recommenders.paid') },
      { head: t('dashboards.recommenders.paidShare') },
      { head: t('dashboards.sinceMonthEnd'), isText: true },
    ],
    rows: lines
      .toSorted((one, other) => (now.get(one.id) ?? 0) - (now.get(other.id) ?? 0))
      .map((row): PanelRow => {
        const behind = { with: { recommender: row.name } };
        const share = ratioBps(row.approved, row.recommended);
        return {
          key: row.id,
          name: row.name,
          bar: (share ?? 0) / 10_000,
          cells: [
            numberCell(now.get(row.id) ?? null),
            measuredCell(context, 'REACHED', row.recommended, { ...behind, stage: 'CONSULTATION' }),
            measuredCell(context, 'APPROVED', row.approved, behind),
            shareCell(share),
            measuredCell(context, 'DISBURSED', row.paid, behind),
            shareCell(ratioBps(row.paid, row.recommended)),
            gainedCell(context, placesGained(now, before, row.id)),
          ],
        };
      }),
    empty: shown ? t('dashboards.recommenders.empty') : t('dashboards.rankings.elsewhere.RECOMMENDERS'),
  };
}
