'use client';

import type { MouseEvent, ReactNode } from 'react';

/** The cookie in which the order of the list stands that a person works through; read on the pages of a case. */
const QUEUE_COOKIE = 'queue';
/** As the server names it: see server/cookie-name.ts. */
const nameOf = (isOverTls: boolean) => `${isOverTls ? '__Secure-' : ''}${QUEUE_COOKIE}`;
const KEEP_SECONDS = 12 * 3600;

/**
 * Remembers the list that a case was opened from, so that after it the next one is offered. Only ids, only for the pages
 * of cases, and only when a link of the list is followed.
 */
export function QueueKeeper({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  function remember(event: MouseEvent<HTMLDivElement>) {
    if (!(event.target instanceof Element) || event.target.closest('a[href^="/cases/"]') === null) return;
    const isOverTls = window.location.protocol === 'https:';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is newer than the oldest browser we serve
    document.cookie = `${nameOf(isOverTls)}=${ids.join('.')}; Path=/cases; Max-Age=${KEEP_SECONDS}; SameSite=Lax${isOverTls ? '; Secure' : ''}`;
  }
  // a link pressed by keyboard clicks too
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the links inside
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link pressed by keyboard clicks too
    <div onClick={remember}>{children}</div>
  );
}
