import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Tabs } from '@/components/ui/tabs';
import { PERIOD_KINDS } from '@/domain/period';
import { PeriodBoard } from '@/features/periods/components/period-board';
import { periodWord } from '@/features/periods/components/period-words';
import { type Board, getBoard, homePlaceOf } from '@/features/periods/queries';
import { labelOf } from '@/i18n/label';
import { singleValues } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('periods', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function PeriodsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (homePlaceOf(actor) === null) notFound();
  const { programme, region, kind: asked } = singleValues(await searchParams);
  const kind = PERIOD_KINDS.find((one) => one === asked) ?? 'MONTH';
  const regionId = region && /^\d{1,9}$/.test(region) ? Number(region) : null;
  const board = await getBoard(actor, { regionId, programmeId: programme ?? null, kind }, currentTime());
  if (!board) notFound();
  const t = await getTranslations('periods');
  const locale = await getLocale();
  if ('absent' in board)
    return (
      <Page>
        <PageHead title={t('title')} meta={board.absent.name} rule />
        <EmptyState title={t('nothing', { place: board.absent.name })}>{t('nothingNext')}</EmptyState>
      </Page>
    );
  const hrefOf = (more: Record<string, string>) => {
    const query = { region: String(board.place.regionId), programme: board.programmeId, kind, ...more };
    return `/periods?${new URLSearchParams(query)}`;
  };
  return (
    <Page>
      {board.above && (
        <Breadcrumb
          items={[
            { label: board.above.name, href: hrefOf({ region: String(board.above.regionId) }) },
            { label: board.place.name },
          ]}
        />
      )}
      <PageHead title={t('titleOf', { place: board.place.name })} meta={t('meta')} />
      <Tabs
        label={t('programme')}
        items={board.programmes.map(({ id, name }) => ({
          href: hrefOf({ programme: id }),
          label: labelOf(name, locale),
          current: id === board.programmeId,
        }))}
      />
      <Tabs
        segment
        label={t('kind')}
        items={PERIOD_KINDS.map((one) => ({
          href: hrefOf({ kind: one }),
          label: t(`kinds.${one}`),
          current: one === kind,
        }))}
      />
      <LatestNote board={board} />
      <Section>
        <PeriodBoard board={board} />
      </Section>
      <p className="mt-2 text-sm text-ink-2">{t('note')}</p>
    </Page>
  );
}

/** Who below has not reported the latest period, by name. */
async function LatestNote({ board }: { board: Board }) {
  const t = await getTranslations('periods');
  const { latest, periods } = board;
  const [period] = periods;
  if (!period || latest.owing === 0) return null;
  const word = periodWord(t, period);
  const missing = latest.missing.length;
  return (
    <SayBar
      tone={missing === 0 ? 'green' : latest.overdue > 0 ? 'red' : 'amber'}
      className="my-3"
      {...(missing > 0 ? { detail: latest.missing.map(({ place }) => place.name).join(t('comma')) } : {})}
    >
      {missing === 0
        ? t('allReported', { period: word, owing: latest.owing })
        : t('latest', { period: word, owing: latest.owing, missing, overdue: latest.overdue })}
    </SayBar>
  );
}
