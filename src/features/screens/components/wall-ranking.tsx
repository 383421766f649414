import { getTranslations } from 'next-intl/server';
import type { Countable } from '@/domain/measures';
import { formatAmount } from '@/domain/money';
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
            <Opens key="amount" href={linked ? listBehind(about, 'FINANCING_FEN', { regionId: row.id }) : null}>
              {formatAmount(row.financingFen, unit)}
            </Opens>,
            ...(byCompletion ? [formatShare(row.completionBps)] : []),
            <WallBar key="bar" share={row.share} average={ranking.average} />,
          ],
        }))}
      />
    </section>
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
          { head: t('financing', { unit: units(unit) }), num: true, width: 240 },
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
            opens('FINANCING_FEN', row.id, formatAmount(row.financingFen, unit)),
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
