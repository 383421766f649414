import { type Countable, unitOf } from '@/domain/measures';
import type { BehindNumber } from '../behind-queries';
import { countCell, fenCell, type Panel, type PanelContext, withBars } from '../panel';

type Context = Omit<PanelContext, 'about'> & {
  measure: Countable;
  /** the same list of another place */
  hrefOf: (regionId: number) => string;
};

/** A number by the places that add up to it; each leads on to its own list, or to the places below it. */
export function behindPanel({ t, unit, measure, hrefOf }: Context, { place, rows, total }: BehindNumber): Panel {
  const isMoney = unitOf(measure) === 'FEN';
  const cellOf = (value: bigint, href?: string) => (isMoney ? fenCell({ unit }, value, href) : countCell(value, href));
  const name = t(`cases.measures.${measure}` as never);
  return {
    id: 'behind',
    title: t('dashboards.behind.title', { measure: name, place: place.name }),
    measure: isMoney ? t('dashboards.behind.inMoney', { unit: t(`cases.units.${unit}`) }) : '',
    definition: t('dashboards.behind.definition'),
    nameHead: t('dashboards.behind.place'),
    columns: [{ head: name }],
    rows: withBars(
      rows.map((row) => ({
        key: String(row.place.id),
        name: row.place.name,
        href: hrefOf(row.place.id),
        cells: [cellOf(row.value, row.value === 0n ? undefined : hrefOf(row.place.id))],
        size: row.value < 0n ? 0n : row.value,
      })),
    ),
    total: { key: 'total', name: t('dashboards.behind.total'), cells: [cellOf(total)] },
    barHead: name,
  };
}
