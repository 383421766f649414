import { getLocale, getTranslations } from 'next-intl/server';
import { largest, lengthOf } from '@/domain/lengths';
import type { Stage } from '@/domain/stage';
import { type StayBand, stayOf } from '@/domain/stays';
import { formatCount, formatShare } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import { labelOf } from '@/i18n/label';
import type { Wall } from '../wall-queries';
import { Opens, WallBar, WallHead, WallTable } from './wall-kit';
import type { WallProps as Props } from './wall-props';

async function stageNames({ figures }: Wall): Promise<(stage: Stage) => string> {
  const locale = await getLocale();
  const names = new Map(figures.programme.stages.map((row) => [row.stage, labelOf(row.name, locale)]));
  return (stage) => names.get(stage) ?? stage;
}

/** Where the cases are now. */
export async function Standing({ wall, about, linked }: Props) {
  const t = await getTranslations('screens.standing');
  const nameOf = await stageNames(wall);
  const rows = wall.figures.funnel;
  const most = largest(rows.map((row) => row.standing));
  return (
    <section>
      <WallHead title={t('title')} note={t('note')} />
      <WallTable
        caption={t('title')}
        row={38}
        columns={[{ head: t('stage'), width: 190 }, { head: ' ' }, { head: t('count'), num: true, width: 80 }]}
        rows={rows.map((row) => ({
          key: row.stage,
          cells: [
            nameOf(row.stage),
            <WallBar key="bar" share={lengthOf(row.standing, most)} />,
            <Opens key="count" href={linked ? listBehind(about, 'STANDING', { stage: row.stage }) : null}>
              {formatCount(row.standing)}
            </Opens>,
          ],
        }))}
      />
    </section>
  );
}

/** How far cases came. */
export async function FunnelPart({ wall, about, linked }: Props) {
  const t = await getTranslations('figures.funnel');
  const nameOf = await stageNames(wall);
  return (
    <section>
      <WallHead title={t('title')} note={t('measure')} />
      <WallTable
        caption={t('title')}
        row={62}
        columns={[
          { head: t('stage'), width: 190 },
          { head: '' },
          { head: t('reached'), num: true, width: 130 },
          { head: t('conversion'), num: true, width: 170 },
          { head: t('standing'), num: true, width: 130 },
        ]}
        rows={wall.figures.funnel.map((row) => ({
          key: row.stage,
          cells: [
            nameOf(row.stage),
            <WallBar key="bar" share={row.share} />,
            <Opens key="reached" href={linked ? listBehind(about, 'REACHED', { stage: row.stage }) : null}>
              {formatCount(row.reached)}
            </Opens>,
            formatShare(row.conversionBps),
            <Opens key="standing" href={linked ? listBehind(about, 'STANDING', { stage: row.stage }) : null}>
              {formatCount(row.standing)}
            </Opens>,
          ],
        }))}
      />
    </section>
  );
}

/** How far cases came, and how many working days the stages took that they left. */
export async function FunnelView(props: Props) {
  const t = await getTranslations('screens.stays');
  const { wall } = props;
  const { cells, funnel, place } = wall.figures;
  const nameOf = await stageNames(wall);
  const words = (band: StayBand | null) => {
    if (!band) return '--';
    if (band.until === null) return t('atLeast', { from: band.from });
    return band.from === band.until
      ? t('exactly', { from: band.from })
      : t('between', { from: band.from, to: band.until });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_640px] gap-x-[56px]">
      <FunnelPart {...props} />
      <section>
        <WallHead title={t('title')} note={t('note')} />
        <WallTable
          caption={t('title')}
          row={62}
          columns={[
            { head: t('stage') },
            { head: t('median'), num: true, width: 170 },
            { head: t('nineInTen'), num: true, width: 190 },
          ]}
          rows={funnel.map(({ stage }) => ({
            key: stage,
            cells: [
              nameOf(stage),
              words(stayOf(cells, place.id, stage, 50)),
              words(stayOf(cells, place.id, stage, 90)),
            ],
          }))}
        />
      </section>
    </div>
  );
}
