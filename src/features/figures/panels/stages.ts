import { type Cell, totalOf } from '@/domain/figures';
import { prepareFunnel } from '@/domain/funnel';
import { SUMS } from '@/domain/measures';
import { MISSING, sumFen } from '@/domain/money';
import type { Stage } from '@/domain/stage';
import { type StayBand, stayWithin } from '@/domain/stays';
import { stageWorkers } from '@/domain/waiting';
import { labelOf } from '@/i18n/label';
import { formatCount } from '../format';
import {
  measuredCell,
  numberCell,
  type Panel,
  type PanelContext,
  type PanelRow,
  shareCell,
  textCell,
  withBars,
} from '../panel';
import type { FiguresOf } from '../place-queries';

/** Entering these stages means that the case was accepted, or approved. */
const NAMED: readonly Stage[] = ['DUE_DILIGENCE', 'CONTRACT'];
const MEDIAN = 50;
const NINE_OF_TEN = 90;

type OfStages = Pick<FiguresOf, 'place' | 'programme'> & { cells: readonly Cell[] };

/** How many cases came how far, and how many stand where. */
export function funnelPanel(context: PanelContext, { place, programme, cells }: OfStages): Panel {
  const { t, locale } = context;
  const funnel = prepareFunnel(
    cells,
    place.id,
    programme.stages.map((row) => row.stage),
  );
  const nameOf = (stage: Stage) => {
    const row = programme.stages.find((entry) => entry.stage === stage);
    return row ? labelOf(row.name, locale) : stage;
  };
  const reached = (stage: Stage) => formatCount(funnel.find((row) => row.stage === stage)?.reached ?? 0n);
  const fullest = funnel.reduce<(typeof funnel)[number] | undefined>(
    (best, row) => (row.standing > (best?.standing ?? 0n) ? row : best),
    undefined,
  );
  return {
    id: 'funnel',
    title: t('figures.funnel.title'),
    measure: t('figures.funnel.measure'),
    ...(fullest
      ? {
          finding: t('figures.funnel.finding', {
            consulted: reached('CONSULTATION'),
            accepted: reached('DUE_DILIGENCE'),
            paid: reached('FOLLOW_UP'),
            stage: nameOf(fullest.stage),
            count: formatCount(fullest.standing),
          }),
        }
      : {}),
    definition: t('dashboards.funnel.definition'),
    nameHead: t('figures.funnel.stage'),
    barHead: t('figures.funnel.bar'),
    columns: [
      { head: t('figures.funnel.reached') },
      { head: t('figures.funnel.conversion') },
      { head: t('figures.funnel.standing') },
    ],
    rows: funnel.map((row) => ({
      key: row.stage,
      name: nameOf(row.stage),
      bar: row.share,
      isNamed: NAMED.includes(row.stage),
      cells: [
        measuredCell(context, 'REACHED', row.reached, { stage: row.stage }),
        shareCell(row.conversionBps),
        measuredCell(context, 'STANDING', row.standing, { stage: row.stage }),
      ],
    })),
    total: {
      key: 'total',
      name: t('figures.funnel.total'),
      cells: [textCell(''), textCell(''), measuredCell(context, 'STANDING', sumFen(funnel.map((row) => row.standing)))],
    },
  };
}

/** How long each stage took, by half and by nine in ten of the stays that ended, what stands in it and whom that waits for. */
export function ageingPanel(context: PanelContext, { place, programme, cells }: OfStages): Panel {
  const { t, locale } = context;
  const regionId = place.id;
  const days = (band: StayBand | null) => {
    if (!band) return numberCell(null);
    const text =
      band.until === null
        ? t('dashboards.ageing.orMore', { days: band.from })
        : band.from === band.until
          ? String(band.from)
          : t('dashboards.ageing.range', { from: band.from, until: band.until });
    return textCell(text);
  };
  const rows = programme.stages.map(({ stage, name, reviewSteps }): PanelRow & { size: bigint } => {
    const counts = SUMS.STAYED.map((measure) => totalOf(cells, { measure, regionId, stage }));
    const roles = stage === 'ACCEPTANCE' ? (reviewSteps ?? []).map((step) => step.role) : stageWorkers(stage);
    const late = stayWithin(counts, NINE_OF_TEN);
    return {
      key: stage,
      name: labelOf(name, locale),
      size: BigInt(late ? (late.until ?? late.from) : 0),
      cells: [
        measuredCell(context, 'STAYED', sumFen(counts), { stage }),
        days(stayWithin(counts, MEDIAN)),
        days(late),
        measuredCell(context, 'STANDING', totalOf(cells, { measure: 'STANDING', regionId, stage }), { stage }),
        textCell([...new Set(roles)].map((role) => t(`roles.${role}`)).join(t('cases.listComma')) || MISSING),
      ],
    };
  });
  return {
    id: 'ageing',
    title: t('dashboards.ageing.title'),
    measure: t('dashboards.ageing.measure'),
    definition: t('dashboards.ageing.definition'),
    nameHead: t('figures.funnel.stage'),
    barHead: t('dashboards.ageing.bar'),
    columns: [
      { head: t('dashboards.ageing.ended') },
      { head: t('dashboards.ageing.median') },
      { head: t('dashboards.ageing.nineOfTen') },
      { head: t('dashboards.ageing.standing') },
      { head: t('dashboards.ageing.waitsFor'), isText: true },
    ],
    rows: withBars(rows),
  };
}
