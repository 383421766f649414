import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Link } from '@/components/ui/link';
import { dayOf, daysBetween } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { readBoardSearch } from '@/features/figures/page-search';
import { DarkScreen } from '@/features/screens/components/dark-screen';
import { WallFrame } from '@/features/screens/components/wall-frame';
import { WallHeadlines } from '@/features/screens/components/wall-headlines';
import { wallViews } from '@/features/screens/components/wall-views';
import { screenKey } from '@/features/screens/cookie';
import { type OpenScreen, openScreen } from '@/features/screens/session-queries';
import { getWall } from '@/features/screens/wall-queries';
import { labelOf } from '@/i18n/label';
import { currentActor, requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('screens', 'screen');

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The wall: for whoever is signed in, else for a browser that holds a screen's key, and for nobody else. */
export default async function ScreenPage({ searchParams }: { searchParams: Search }) {
  const now = currentTime();
  const search = await searchParams;
  const t = await getTranslations('screens');
  const dark = (why: Parameters<typeof t>[0], next: Parameters<typeof t>[0]) => (
    <DarkScreen
      title={t(why)}
      next={t(next)}
      link={<Link href="/screen/enter">{t('enter.title')}</Link>}
      now={now.getTime()}
    />
  );
  const person = await currentActor();
  const key = person ? null : await screenKey();
  const screen = key ? await openScreen(key, now) : null;
  if (screen && 'dark' in screen) return dark(`dark.${screen.dark}`, `darkNext.${screen.dark}`);
  const actor = screen?.actor ?? (await requireActor());
  if (!can(actor, 'figure.read')) notFound();
  const wanted = screen ? ofScreen(screen, search.programme) : readBoardSearch(actor, search);
  const wall = wanted && (await getWall(actor, wanted, now));
  if (!wall) {
    if (screen) return dark('dark.NOTHING', 'darkNext.NOTHING');
    notFound();
  }
  const { figures } = wall;
  const { place, programme, pace } = figures;
  const unit = screen ? 'WAN' : await displayUnit();
  const about = { regionId: place.id, programmeId: programme.id, asOf: dayOf(now) };
  const props = { wall, about, linked: screen === null, unit };
  const views = wallViews(props);
  const locale = await getLocale();
  const shell = await getTranslations('shell');
  const programmes = screen ? screen.programmeIds : wall.programmes.map((row) => row.id);
  const next = programmes[(programmes.indexOf(programme.id) + 1) % programmes.length];
  return (
    <WallFrame
      words={{
        product: shell('product'),
        title: t('wallTitle', { place: place.name, programme: labelOf(programme.name, locale) }),
        asOf: t('asOf'),
        started:
          pace && pace.startOn <= about.asOf
            ? t('started', { start: pace.startOn, days: daysBetween(pace.startOn, about.asOf) })
            : '',
        basis: t('basis'),
        positions: views.map((_view, at) => t('position', { at: at + 1, count: views.length })),
        hint: t('hint'),
        held: t('held'),
        pause: t('pause'),
        go: t('go'),
        next: t('next'),
        previous: t('previous'),
        lost: t('lost'),
        asleep: t('asleep'),
        phone: (
          <>
            <p>{t('phone')}</p>
            <p className="mt-4">
              <Link href="/reports/today" className="inline-flex min-h-11 items-center">
                {t('toBoard')}
              </Link>
            </p>
          </>
        ),
      }}
      headlines={<WallHeadlines {...props} />}
      views={views}
      now={now.getTime()}
      nextHref={
        next && next !== programme.id
          ? `/screen?${new URLSearchParams({ ...(screen ? {} : { region: String(place.id) }), programme: next })}`
          : null
      }
      personal={screen === null}
    />
  );
}

/** Its place; of the programmes that its maker chose the wanted one, else the first. */
const ofScreen = ({ regionId, programmeIds }: OpenScreen, wanted: string | string[] | undefined) => ({
  regionId,
  programmeId: programmeIds.find((id) => id === wanted) ?? programmeIds[0],
});
