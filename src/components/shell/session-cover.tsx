'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { buttonClass } from '@/components/ui/button';

interface SessionCoverProps {
  userId: string;
  /** how long the session lives if nothing more is asked for, as the server reckons it */
  endsInMs: number;
}

/** How long a weak network may keep a page from knowing, and when it asks again. */
const ASK_MS = 3_000;
const ASK_AGAIN_MS = 60_000;
/** Coming back to a tab asks at most this often. */
const COMING_BACK_MS = 5_000;

/** How long this person's session still lives; 0: it is over, or somebody else's; null: the server does not answer. */
async function msLeftOf(userId: string): Promise<number | null> {
  try {
    const answer = await fetch('/api/session', { cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) });
    if (answer.status === 401) return 0;
    if (!answer.ok) return null;
    const left = (await answer.json()) as { userId: string; endsInMs: number };
    return left.userId === userId ? Math.max(left.endsInMs, 0) : 0;
  } catch {
    return null;
  }
}

/**
 * Covers the page when its session is over: whoever passes the desk reads nothing, and what was typed stays below. It asks when
 * the time has come, when the tab is come back to and when the browser shows the page again out of its memory; asking keeps
 * nobody signed in. It uncovers for the same person who has signed in again elsewhere.
 */
export function SessionCover({ userId, endsInMs }: SessionCoverProps) {
  const t = useTranslations('shell');
  const [isOver, setOver] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const root = document.documentElement;
    let endsAt = Date.now() + endsInMs;
    let askedAt = Date.now();
    let isGone = false;
    let timer: ReturnType<typeof setTimeout>;
    const askIn = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), ms);
    };
    const show = (over: boolean) => {
      root.toggleAttribute('data-covered', over);
      setOver(over);
    };
    async function ask() {
      askedAt = Date.now();
      // late by a sleep of the machine: nobody waits for the answer to be safe
      if (askedAt >= endsAt) show(true);
      const left = await msLeftOf(userId);
      if (isGone) return;
      if (left !== null) endsAt = Date.now() + left;
      show(Date.now() >= endsAt);
      // over is over: from then on only whoever comes back asks
      if (left !== 0) askIn(left === null ? ASK_AGAIN_MS : left + 1_000);
    }
    const onBack = () => {
      if (document.visibilityState === 'visible' && Date.now() - askedAt > COMING_BACK_MS) void ask();
    };
    // out of the browser's memory it comes back as it was left: covered, until the server has said whose it is
    const onLeave = () => root.toggleAttribute('data-covered', true);
    const onShown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void ask();
    };
    // the server has just drawn this page for a live session
    show(false);
    askIn(endsInMs + 1_000);
    document.addEventListener('visibilitychange', onBack);
    window.addEventListener('online', onBack);
    window.addEventListener('focus', onBack);
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('pageshow', onShown);
    return () => {
      isGone = true;
      clearTimeout(timer);
      root.removeAttribute('data-covered');
      document.removeEventListener('visibilitychange', onBack);
      window.removeEventListener('online', onBack);
      window.removeEventListener('focus', onBack);
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('pageshow', onShown);
    };
  }, [userId, endsInMs]);

  const title = t('sessionOver.title');
  useEffect(() => {
    if (!isOver) return;
    // the name of a case stands in the title of its tab
    const shown = document.title;
    document.title = title;
    heading.current?.focus();
    return () => {
      document.title = shown;
    };
  }, [isOver, title]);

  if (!isOver) return null;
  const from = window.location.pathname + window.location.search;
  const signIn = `/sign-in?${new URLSearchParams({ from })}`;
  return (
    <section data-session-cover aria-labelledby="session-over" className="fixed inset-0 z-50 overflow-auto bg-paper">
      <div className="max-w-160 px-(--gutter) pt-12 pb-16">
        <h1 ref={heading} id="session-over" tabIndex={-1} className="mb-3 font-serif text-xl font-bold">
          {title}
        </h1>
        <p className="mb-5 text-ink-2">{t('sessionOver.text')}</p>
        <p className="flex flex-wrap items-center gap-x-5 gap-y-3">
          {/* whole navigations: nothing of the page that is left may stay in memory */}
          <a href={signIn} className={buttonClass('primary')}>
            {t('sessionOver.signIn')}
          </a>
          <a href="/sign-in" target="_blank" rel="noopener" className={buttonClass('text')}>
            {t('sessionOver.inAnotherTab')}
          </a>
        </p>
      </div>
    </section>
  );
}
