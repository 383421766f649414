import { addDays } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { lengthOf } from '@/domain/lengths';
import type { Countable } from '@/domain/measures';
import { ratioBps } from '@/domain/money';
import { ftpConcession } from '@/domain/quota';
import type { QuotaRow } from '@/features/quotas/queries';
import { type FundRow, stateOf } from '@/features/risk-funds/queries';
import { labelOf } from '@/i18n/label';
import type { Dashboard } from '../dashboard-queries';
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
  withBars,
} from '../panel';

const CHAIN = [
  { key: 'APPROVED', cases: 'APPROVED', fen: 'FINANCING_FEN' },
  { key: 'LANDED', cases: 'LANDED', fen: 'LANDED_FEN' },
  { key: 'DISBURSED', cases: 'DISBURSED', fen: 'DISBURSED_FEN' },
  { key: 'REPAID', cases: null, fen: 'REPAID_FEN' },
  { key: 'OUTSTANDING', cases: 'OUTSTANDING', fen: 'OUTSTANDING_FEN' },
] as const satisfies readonly { key: string; cases: Countable | null; fen: Countable }[];

/** The way of the money: approved, contracted, paid, paid back and still owed, each against what was approved. */
export function chainPanel(context: PanelContext, found: Dashboard): Panel {
  const { t, unit } = context;
  const regionId = found.place.id;
  const from = addDays(found.monthEnd, 1);
  const sum = (measure: Countable) => totalOf(found.now.cells, { measure, regionId });
  const earlier = (measure: Countable) => totalOf(found.before.cells, { measure, regionId });
  const approved = sum('FINANCING_FEN');
  const rows = CHAIN.map(({ key, cases, fen }) => ({
    key,
    name: t(`dashboards.chain.rows.${key}`),
    size: sum(fen),
    isNamed: key === 'DISBURSED',
    cells: [
      cases === null ? numberCell(null) : measuredCell(context, cases, sum(cases)),
      measuredCell(context, fen, sum(fen)),
      shareCell(ratioBps(sum(fen), approved)),
      movedCell(context, fen, sum(fen) - earlier(fen), { from }),
    ],
  }));
  const unitWord = t(`cases.units.${unit}`);
  return {
    id: 'chain',
    title: t('dashboards.chain.title'),
    measure: t('dashboards.chain.measure', { unit: unitWord }),
    definition: t('dashboards.chain.definition'),
    nameHead: t('dashboards.chain.name'),
    barHead: t('figures.funnel.bar'),
    columns: [
      { head: t('dashboards.chain.cases') },
      { head: t('dashboards.portfolio.amount', { unit: unitWord }) },
      { head: t('dashboards.chain.share') },
      { head: t('dashboards.portfolio.moved', { unit: unitWord }) },
    ],
    rows: withBars(rows),
  };
}

const DAYS_OF_YEAR = 365;

/** Quotas of the place and the places right below it: what is allotted, held, used and free, and the price concession. */
export function quotasPanel(context: PanelContext, quotas: readonly QuotaRow[], year: number): Panel {
  const { t, unit, locale } = context;
  const unitWord = t(`cases.units.${unit}`);
  const rows = quotas.map((row): PanelRow => {
    const href = `/quotas/${row.id}`;
    return {
      key: row.id,
      name: t('dashboards.quotas.row', { place: row.place, financier: labelOf(row.financier, locale) }),
      href,
      bar: lengthOf(row.usedFen, row.amountFen),
      cells: [
        fenCell(context, row.amountFen, href),
        fenCell(context, row.reservedFen, href),
        fenCell(context, row.usedFen, href),
        fenCell(context, row.freeFen, href),
        shareCell(ratioBps(row.usedFen, row.amountFen)),
        numberCell(row.concessionBps),
        fenCell(context, ftpConcession(row.usedFen, row.concessionBps, DAYS_OF_YEAR, DAYS_OF_YEAR), href),
      ],
    };
  });
  return {
    id: 'quotas',
    title: t('dashboards.quotas.title', { year }),
    measure: t('dashboards.quotas.measure', { unit: unitWord }),
    definition: t('dashboards.quotas.definition'),
    nameHead: t('dashboards.quotas.name'),
    barHead: t('dashboards.quotas.bar'),
    columns: [
      { head: t('dashboards.quotas.amount') },
      { head: t('dashboards.quotas.reserved'), phone: 'hide' },
      { head: t('dashboards.quotas.used') },
      { head: t('dashboards.quotas.free') },
      { head: t('dashboards.quotas.usedShare') },
      { head: t('dashboards.quotas.concession') },
      { head: t('dashboards.quotas.concessionYear') },
    ],
    rows,
    empty: t('dashboards.quotas.empty', { year }),
  };
}

/** The compensation funds of a county as they are today: what is in them, what is lent behind them, and whether they lend. */
export function riskFundsPanel(context: PanelContext, funds: readonly FundRow[]): Panel {
  const { t, unit, locale } = context;
  const unitWord = t(`cases.units.${unit}`);
  const rows = funds.map((row): PanelRow => {
    const href = `/risk-funds/${row.id}`;
    return {
      key: row.id,
      name: t('dashboards.riskFunds.row', { name: row.name, financier: labelOf(row.financier, locale) }),
      href,
      bar: lengthOf(row.lentFen, row.limitFen),
      isNamed: stateOf(row) !== 'LENDING',
      cells: [
        fenCell(context, row.balanceFen, href),
        fenCell(context, row.lentFen, href),
        fenCell(context, row.limitFen, href),
        shareCell(row.nplBps),
        shareCell(row.toleranceBps),
        textCell(t(`dashboards.riskFunds.states.${stateOf(row)}`), href),
      ],
    };
  });
  return {
    id: 'riskFunds',
    title: t('dashboards.riskFunds.title'),
    measure: t('dashboards.riskFunds.measure', { unit: unitWord }),
    definition: t('dashboards.riskFunds.definition'),
    nameHead: t('dashboards.riskFunds.name'),
    barHead: t('dashboards.riskFunds.bar'),
    columns: [
      { head: t('dashboards.riskFunds.balance') },
      { head: t('dashboards.riskFunds.lent') },
      { head: t('dashboards.riskFunds.limit') },
      { head: t('dashboards.riskFunds.npl') },
      { head: t('dashboards.riskFunds.tolerance'), phone: 'hide' },
      { head: t('dashboards.riskFunds.state'), isText: true },
    ],
    rows,
    empty: t('dashboards.riskFunds.empty'),
  };
}
