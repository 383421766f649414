import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BottomBar } from '@/components/shell/bottom-bar';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { Masthead } from '@/components/shell/masthead';
import { type MenuItem, MenuParts } from '@/components/shell/menu-tabs';
import { SessionCover } from '@/components/shell/session-cover';
import { Shortcuts } from '@/components/shell/shortcuts';
import { NextTextSize } from '@/components/shell/text-size-switch';
import { KeptWords } from '@/components/ui/kept-words';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import { FieldPresence } from '@/features/field/components/field-presence';
import { SignOutForm } from '@/features/field/components/sign-out-form';
import { PageHelp } from '@/features/help/components/page-help';
import { sentenceOf } from '@/features/help/sentence-of';
import { countUnread } from '@/features/notices/queries';
import { labelOf } from '@/i18n/label';
import { toLocale } from '@/i18n/locale';
import { requireActor, signedInActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { hasShortcuts, textSize } from '@/server/preferences';
import { shortcutPlaces } from './shortcut-places';

/** A page that the menu leads to, with the permissions of which one is enough. */
type Place = { word: MenuWord; href: string; also?: readonly string[]; anyOf: readonly Permission[] };
type MenuWord =
  | 'worklist'
  | 'cases'
  | 'projects'
  | 'households'
  | 'payments'
  | 'sessions'
  | 'specialItems'
  | 'authority'
  | 'quotas'
  | 'riskFunds'
  | 'subsidies'
  | 'ledger'
  | 'reports'
  | 'indicators'
  | 'targets'
  | 'periods'
  | 'bulletins'
  | 'instructions'
  | 'programmes'
  | 'admin';

/** Each menu word; the worklist is everybody's. What belongs together shares a word, and stands as tabs on its pages. */
const menu: readonly (Place | { word: 'decisions' | 'funding' | 'reports'; parts: readonly Place[] })[] = [
  { word: 'worklist', href: '/worklist', also: ['/hand-overs', '/stand-ins'], anyOf: [] },
  { word: 'cases', href: '/cases', also: ['/back-entries', '/exports'], anyOf: ['case.read'] },
  { word: 'projects', href: '/projects', anyOf: ['project.read'] },
  { word: 'households', href: '/households', also: ['/entities', '/admin/retention'], anyOf: ['household.read'] },
  { word: 'payments', href: '/payments', also: ['/bank-returns'], anyOf: ['payment.read'] },
  {
    word: 'decisions',
    parts: [
      { word: 'sessions', href: '/sessions', anyOf: ['decision-session.read'] },
      { word: 'specialItems', href: '/special-items', anyOf: ['special-item.read'] },
      { word: 'authority', href: '/authority', anyOf: ['authority.read'] },
    ],
  },
  {
    word: 'funding',
    parts: [
      { word: 'quotas', href: '/quotas', anyOf: ['quota.read'] },
      { word: 'riskFunds', href: '/risk-funds', anyOf: ['fund.read'] },
      { word: 'subsidies', href: '/subsidies', anyOf: ['subsidy.read'] },
      { word: 'ledger', href: '/ledger', anyOf: ['ledger.read'] },
    ],
  },
  {
    word: 'reports',
    parts: [
      { word: 'reports', href: '/reports', also: ['/screens'], anyOf: ['figure.read'] },
      { word: 'indicators', href: '/indicators', anyOf: ['figure.read'] },
      { word: 'targets', href: '/targets', anyOf: ['figure.read'] },
      { word: 'periods', href: '/periods', anyOf: ['period.read'] },
      { word: 'bulletins', href: '/bulletins', anyOf: ['bulletin.read'] },
    ],
  },
  // who is asked now and then comes from the worklist and from notices
  {
    word: 'instructions',
    href: '/instructions',
    also: ['/meetings'],
    anyOf: ['instruction.issue', 'meeting.record'],
  },
  // whoever only reads the rules finds them from the help
  {
    word: 'programmes',
    href: '/programmes',
    also: ['/policy-values'],
    anyOf: ['programme.write', 'programme.review'],
  },
  { word: 'admin', href: '/admin', anyOf: ['user.manage', 'organisation.manage', 'audit.read'] },
];

/** What of the menu this person has: each word leads to the first of its parts that is open to them. */
function menuOf(actor: Actor, t: (word: MenuWord | 'decisions' | 'funding') => string): MenuItem[] {
  const isOpen = ({ anyOf }: Place) => anyOf.length === 0 || anyOf.some((permission) => can(actor, permission));
  const itemOf = ({ word, href, also = [] }: Place): MenuItem => ({ href, also, label: t(word) });
  return menu.flatMap((entry) => {
    if (!('parts' in entry)) return isOpen(entry) ? [itemOf(entry)] : [];
    const parts = entry.parts.filter(isOpen).map(itemOf);
    const [first, ...others] = parts;
    if (!first) return [];
    return others.length === 0
      ? [first]
      : [{ ...first, label: t(entry.word), also: others.map(({ href }) => href), parts }];
  });
}

/** On phones the inbox is the fourth word. */
const BESIDE_NOTICES = 3;

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [locale, t, help, size, unread, destinations, session] = await Promise.all([
    getLocale().then(toLocale),
    getTranslations('shell'),
    getTranslations('help'),
    textSize(),
    countUnread(actor),
    hasShortcuts().then((on) => (on ? shortcutPlaces(actor) : null)),
    signedInActor(),
  ]);
  const items = menuOf(actor, t);
  const notices = { href: '/notices', label: t('notices'), count: unread };
  const personName = labelOf(actor.displayName, locale);
  const organisationName = labelOf(actor.organisation.name, locale);
  const pathname = new URL((await headers()).get('x-path') ?? '/', 'http://portal').pathname;
  const helpWords = {
    thisPage: help('thisPage'),
    title: help('title'),
    roles: help('roles.title'),
    shortcuts: help('shortcutsTitle'),
  };
  const signOut = <SignOutForm userId={actor.userId} />;

  return (
    <>
      <FieldPresence userId={actor.userId} />
      {session && <SessionCover userId={actor.userId} endsInMs={session.endsAt.getTime() - currentTime().getTime()} />}
      <Masthead
        items={items}
        personName={personName}
        personHref="/profile"
        organisationName={organisationName}
        searchHref={can(actor, 'case.read') ? '/cases' : undefined}
        notices={notices}
        signOut={signOut}
        help={<PageHelp first={{ pathname, sentence: sentenceOf(locale, pathname) }} words={helpWords} />}
        textSize={size}
      />
      {destinations && <Shortcuts destinations={destinations} />}
      <main id="main" tabIndex={-1} className="max-md:pb-14">
        <MenuParts items={items} label={t('parts')} />
        <KeptWords>{children}</KeptWords>
      </main>
      <BottomBar
        items={[...items.slice(0, BESIDE_NOTICES), notices, ...items.slice(BESIDE_NOTICES)]}
        label={t('bottomMenu')}
        moreLabel={t('more')}
        account={
          <>
            <span>
              <Link href="/profile" className="block pt-2">
                {personName}
              </Link>
              <span className="block text-xs text-ink-3">{organisationName}</span>
            </span>
            <span className="flex flex-wrap items-center gap-x-5">
              <LanguageSwitch className="h-11" />
              <NextTextSize current={size} className="h-11" />
              {signOut}
            </span>
          </>
        }
      />
    </>
  );
}
