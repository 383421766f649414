import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { totalOf } from '@/domain/figures';
import { largest, lengthOf } from '@/domain/lengths';
import { type Countable, OVERDUE_FROM_DAYS } from '@/domain/measures';
import { type AmountUnit, formatAmount, ratioBps } from '@/domain/money';
import type { ScreenView } from '@/domain/screen';
import type { Stage } from '@/domain/stage';
import { type Band, stayOf } from '@/domain/stays';
import { formatCount, formatShare } from '@/features/figures/format';
import { type About, listBehind } from '@/features/figures/links';
import { labelOf } from '@/i18n/label';
import { formatMonthDay } from '@/lib/format-day';
import type { Wall } from '../wall-queries';
import { Opens, WallBar, WallHead, WallTable } from './wall-kit';
import { WallPace } from './wall-pace';

/** `linked`: numbers open their lists, which only a person can. */
export type WallProps = { wall: Wall; about: About; linked: boolean };
type Props = WallProps & { unit: AmountUnit };

const COMPACT_PLACES = 10;
const PLACES = 12;
const COMPACT_APPROVALS = 5;

const sumIn = ({ figures }: Wall, measure: Countable, stage?: Stage) =>
  totalOf(figures.cells, { measure, regionId: figures.place.id, ...(stage ? { stage } : {}) });

async function stageNames({ figures }: Wall): Promise<(stage: Stage) => string> {
  const locale = await getLocale();
  const names = new Map(figures.programme.stages.map((row) => [row.stage, labelOf(row.name, locale)]));
  return (stage) => names.get(stage) ?? stage;
}

/** The whole picture: places, pace, where cases stand, what was approved last. */
async function ProgressView(props: Props) {
  const t = await getTranslations('screens');
  const { pace } = props.wall.figures;
  return (
    <div className="grid grid-cols-[470px_minmax(0,1fr)_440px] gap-x-[44px]">
      <CompactRanking {...props} />
      {pace ? <WallPace pace={pace} unit={props.unit} /> : <FunnelPart {...props} />}
      <div>
        <Standing {...props} />
        <div className="mt-[26px]">
          <WallHead title={t('approvals.title')} note={t('approvals.note')} />
          <Approvals {...props} shown={COMPACT_APPROVALS} />
        </div>
      </div>
    </div>
  );
}

async function CompactRanking({ wall, about, linked, unit }: Props) {
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
          { head: t('financing', { unit: units(unit) }), num: true, width: 158 },
          ...(byCompletion ? [{ head: t('completion'), num: true, width: 110 }] : []),
          { head: '', width: byCompletion ? 70 : 140 },
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

/** Where the cases are now. */
async function Standing({ wall, about, linked }: Props) {
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

async function RankingView({ wall, about, linked, unit }: Props) {
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

async function FunnelPart({ wall, about, linked }: Props) {
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
          { head: t('conversion'), num: true, width: 150 },
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
async function FunnelView(props: Props) {
  const t = await getTranslations('screens.stays');
  const { wall } = props;
  const { cells, funnel, place } = wall.figures;
  const nameOf = await stageNames(wall);
  const words = (band: Band | null) => {
    if (!band) return '--';
    if (band.to === null) return t('atLeast', { from: band.from });
    return band.from === band.to ? t('exactly', { from: band.from }) : t('between', { from: band.from, to: band.to });
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

/** What is owed, and how much of it is late by how long. */
async function PortfolioView({ wall, about, linked, unit }: Props) {
  const t = await getTranslations('screens.portfolio');
  const units = await getTranslations('cases.units');
  const outstanding = sumIn(wall, 'OUTSTANDING_FEN');
  const opens = (measure: Countable, text: string) => (
    <Opens key={measure} href={linked ? listBehind(about, measure) : null}>
      {text}
    </Opens>
  );
  const bands = OVERDUE_FROM_DAYS.map((from) => ({
    from,
    loans: `OVERDUE_${from}` as const,
    fen: `OVERDUE_${from}_FEN` as const,
  }));
  const most = largest(bands.map(({ fen }) => sumIn(wall, fen)));
  const share = (fen: bigint) => formatShare(ratioBps(fen, outstanding));
  const facts: { label: string; value: ReactNode }[] = [
    {
      label: t('outstanding', { unit: units(unit) }),
      value: opens('OUTSTANDING_FEN', formatAmount(outstanding, unit)),
    },
    { label: t('loans'), value: opens('OUTSTANDING', formatCount(sumIn(wall, 'OUTSTANDING'))) },
    {
      label: t('disbursed', { unit: units(unit) }),
      value: opens('DISBURSED_FEN', formatAmount(sumIn(wall, 'DISBURSED_FEN'), unit)),
    },
    {
      label: t('repaid', { unit: units(unit) }),
      value: opens('REPAID_FEN', formatAmount(sumIn(wall, 'REPAID_FEN'), unit)),
    },
    { label: t('overdueRate'), value: share(sumIn(wall, 'OVERDUE_FEN')) },
    { label: t('badRate'), value: share(sumIn(wall, 'NON_PERFORMING_FEN')) },
  ];
  return (
    <div className="grid grid-cols-[620px_minmax(0,1fr)] gap-x-[56px]">
      <section>
        <WallHead title={t('title')} />
        <dl>
          {facts.map(({ label, value }) => (
            <div key={label} className="flex items-baseline justify-between border-b border-rule-soft py-[12px]">
              <dt className="text-[22px] text-ink-2">{label}</dt>
              <dd className="text-[48px] leading-[62px] font-bold">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <WallHead title={t('overdue')} note={t('overdueNote', { unit: units(unit) })} />
        <WallTable
          caption={t('overdue')}
          row={62}
          columns={[
            { head: t('band'), width: 230 },
            { head: ' ' },
            { head: t('bandLoans'), num: true, width: 130 },
            { head: t('bandAmount', { unit: units(unit) }), num: true, width: 210 },
            { head: t('bandShare'), num: true, width: 170 },
          ]}
          rows={[
            ...bands.map(({ from, loans, fen }) => ({
              key: String(from),
              cells: [
                t(`bands.${from}`),
                <WallBar key="bar" tone="red" share={lengthOf(sumIn(wall, fen), most)} />,
                opens(loans, formatCount(sumIn(wall, loans))),
                opens(fen, formatAmount(sumIn(wall, fen), unit)),
                share(sumIn(wall, fen)),
              ],
            })),
            {
              key: 'all',
              strong: true,
              cells: [
                t('all'),
                '',
                opens('OVERDUE', formatCount(sumIn(wall, 'OVERDUE'))),
                opens('OVERDUE_FEN', formatAmount(sumIn(wall, 'OVERDUE_FEN'), unit)),
                share(sumIn(wall, 'OVERDUE_FEN')),
              ],
            },
          ]}
        />
      </section>
    </div>
  );
}

async function Approvals({ wall, unit, shown }: Props & { shown?: number }) {
  const t = await getTranslations('screens.approvals');
  const kinds = await getTranslations('cases.applicantKinds');
  const units = await getTranslations('cases.units');
  if (wall.approvals.length === 0) return <p className="mt-[16px] text-[22px] text-ink-2">{t('empty')}</p>;
  const compact = shown !== undefined;
  return (
    <WallTable
      caption={t('title')}
      row={compact ? 40 : 62}
      columns={[
        { head: t('day'), width: compact ? 84 : 200 },
        { head: t('place') },
        { head: t('kind'), width: compact ? 110 : 400 },
        { head: t('amount', { unit: units(unit) }), num: true, width: compact ? 126 : 300 },
      ]}
      rows={wall.approvals.slice(0, shown).map((row) => ({
        key: row.id,
        cells: [
          compact ? formatMonthDay(row.day) : row.day,
          row.place,
          kinds(row.kind),
          formatAmount(row.amountFen, unit),
        ],
      }))}
    />
  );
}

async function ApprovalsView(props: Props) {
  const t = await getTranslations('screens.approvals');
  return (
    <section>
      <WallHead title={t('title')} note={t('note')} />
      <Approvals {...props} />
    </section>
  );
}

/** The views that this wall has something for, in their order. */
export function wallViews(props: Props): { key: ScreenView; node: ReactNode }[] {
  const { ranking } = props.wall.figures;
  return [
    { key: 'progress', node: <ProgressView {...props} /> },
    ...(ranking ? [{ key: 'ranking' as const, node: <RankingView {...props} /> }] : []),
    { key: 'funnel', node: <FunnelView {...props} /> },
    { key: 'portfolio', node: <PortfolioView {...props} /> },
    { key: 'approvals', node: <ApprovalsView {...props} /> },
  ];
}
