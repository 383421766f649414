import { getTranslations } from 'next-intl/server';
import type { Countable } from '@/domain/measures';
import { formatAmount } from '@/domain/money';
import type { RankedPlace } from '@/domain/ranking';
import { formatCount, formatShare } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import { Opens, WallBar, WallHead, WallTable } from './wall-kit';
import type { WallProps as Props } from './wall-props';

const COMPACT_PLACES = 10;
const PLACES = 12;

/** The best places below, beside the pace. */
export async function CompactRanking({ wall, about, linked, unit }: Props) {
  const t = await getTranslations('figures.ranking');
  const units = await getTranslations('cases.units');
  const { ranking, children, place } = wall.figures;
  const below = children[0]?.level;
  if (!ranking || !below || below === 'NATION') return <div>{place.name}</div>;
  const byCompletion = ranking.by === 'COMPLETION';
  return (
    <section>
      <WallHead title={t(`title.${below}`)} note={t(byCompletion ? 'byCompletion' : 'byFinancing')} />
      <WallTable
        caption={t(`title.${below}`)}
        row={46}
        columns={[
          { head: t(`place.${below}`) },
          { head: units(unit), num: true, width: 172 },
          ...(byCompletion ? [{ head: t('completion'), num: true, width: 134 }] : []),
          { head: '', width: byCompletion ? 60 : 150 },
        ]}
        rows={ranking.places.slice(0, COMPACT_PLACES).map((row) => ({
          key: row.id,
          cells: [
            `${row.rank}  ${row.name}`,
            <Counted key="amount" wall={wall} about={about} linked={linked} unit={unit} row={row} />,
            ...(byCompletion ? [formatShare(row.completionBps)] : []),
            <WallBar key="bar" share={row.share} average={ranking.average} />,
          ],
        }))}
      />
    </section>
  );
}

/** What a place financed; where only a part of it counts for the target by which it is ranked, that part and its list. */
function Counted({ wall, about, linked, unit, row }: Props & { row: RankedPlace }) {
  const { ranking, targetsBelow } = wall.figures;
  const target = ranking?.countsPart ? targetsBelow.get(row.id) : undefined;
  const value = target ? target.reachedFen : row.financingFen;
  const behind = target ? { regionId: row.id, from: target.from } : { regionId: row.id };
  const href = listBehind(target ? { ...about, asOf: target.until } : about, 'FINANCING_FEN', behind);
  return (
    <Opens href={linked && !(target && target.until < target.from) ? href : null}>{formatAmount(value, unit)}</Opens>
  );
}

/** The places below with all that they are ranked by. */
export async function RankingView({ wall, about, linked, unit }: Props) {
  const t = await getTranslations('figures.ranking');
  const s = await getTranslations('screens');
  const units = await getTranslations('cases.units');
  const { ranking, children } = wall.figures;
  const below = children[0]?.level;
  if (!ranking || !below || below === 'NATION') return null;
  const byCompletion = ranking.by === 'COMPLETION';
  const opens = (measure: Countable, regionId: number, text: string) => (
    <Opens key={measure} href={linked ? listBehind(about, measure, { regionId }) : null}>
      {text}
    </Opens>
  );
  return (
    <section>
      <WallHead title={t(`title.${below}`)} note={t(byCompletion ? 'byCompletion' : 'byFinancing')} />
      <WallTable
        caption={t(`title.${below}`)}
        row={47}
        columns={[
          { head: t('rank'), width: 80 },
          { head: t(`place.${below}`), width: 300 },
          { head: t('accepted'), num: true, width: 180 },
          { head: t('approved'), num: true, width: 180 },
          { head: t(ranking.countsPart ? 'counted' : 'financing', { unit: units(unit) }), num: true, width: 240 },
          ...(byCompletion
            ? [
                { head: t('target', { unit: units(unit) }), num: true, width: 240 },
                { head: t('completion'), num: true, width: 180 },
              ]
            : []),
          {
            head: byCompletion
              ? t('averageCompletion')
              : t('average', { value: formatAmount(ranking.averageFen, unit) }),
          },
        ]}
        rows={ranking.places.slice(0, PLACES).map((row) => ({
          key: row.id,
          cells: [
            row.rank,
            row.name,
            opens('ACCEPTED', row.id, formatCount(row.accepted)),
            opens('APPROVED', row.id, formatCount(row.approved)),
            <Counted key="amount" wall={wall} about={about} linked={linked} unit={unit} row={row} />,
            ...(byCompletion ? [formatAmount(row.targetFen, unit), formatShare(row.completionBps)] : []),
            <WallBar key="bar" share={row.share} average={ranking.average} />,
          ],
        }))}
      />
      {ranking.places.length > PLACES && (
        <p className="mt-[10px] text-[20px] text-ink-3">{s('morePlaces', { count: ranking.places.length - PLACES })}</p>
      )}
    </section>
  );
}
