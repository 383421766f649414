import { MISSING } from '@/domain/money';
import { numberCell, type PanelCell, type PanelContext } from '../panel';

/** Places gained or lost, with arrow and word; missing where a rank is. */
export function gainedCell({ t }: Pick<PanelContext, 't'>, gained: number | null): PanelCell {
  if (gained === null) return numberCell(null, MISSING);
  const way = gained === 0 ? 'EVEN' : gained > 0 ? 'UP' : 'DOWN';
  return numberCell(gained, t(`dashboards.ranks.${way}`, { places: Math.abs(gained) }));
}
