'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Link } from '@/components/ui/link';
import { toLocalPath } from '@/lib/local-path';

interface Remembered {
  href: string;
  y: number;
}

const keyOf = (path: string) => `list:${path}`;
const returnKeyOf = (path: string) => `list:${path}:return`;

/** What this tab last saw of the list; null where nothing was kept, or where it is no address of this list. */
function recall(path: string): Remembered | null {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(keyOf(path)) ?? 'null') as Partial<Remembered> | null;
    const href = toLocalPath(kept?.href, '');
    return href === path || href.startsWith(`${path}?`) ? { href, y: Number(kept?.y) || 0 } : null;
  } catch {
    // Storage may be switched off: then the list opens from its beginning.
    return null;
  }
}

function keep(key: string, value: string) {
  try {
    window.sessionStorage.setItem(key, value);
  } catch {
    // as above
  }
}

// Whether the page now open was come back to: the router does not scroll for the browser's own button.
let cameBack = false;
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    cameBack = true;
  });
  document.addEventListener(
    'click',
    () => {
      cameBack = false;
    },
    { capture: true },
  );
}

/** Whether this visit is a way back, asked once. */
function isReturning(path: string): boolean {
  let returning = cameBack;
  cameBack = false;
  try {
    returning ||= window.sessionStorage.getItem(returnKeyOf(path)) !== null;
    window.sessionStorage.removeItem(returnKeyOf(path));
  } catch {
    // as above
  }
  return returning;
}

/** On a list page: remembers page, filters and how far it was scrolled, for the way back by the browser's button or a RememberedLink. */
export function RememberList({ path }: { path: string }) {
  useEffect(() => {
    const here = () => window.location.pathname + window.location.search;
    const remember = () => {
      if (window.location.pathname === path) keep(keyOf(path), JSON.stringify({ href: here(), y: window.scrollY }));
    };
    // after the router has gone to the top of the new page
    const frame = requestAnimationFrame(() => {
      const last = isReturning(path) ? recall(path) : null;
      if (last?.href === here()) window.scrollTo(0, last.y);
      remember();
    });
    document.addEventListener('click', remember, { capture: true });
    window.addEventListener('pagehide', remember);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('click', remember, { capture: true });
      window.removeEventListener('pagehide', remember);
    };
  }, [path]);
  return null;
}

/** A link to a list as this tab left it; to its beginning where it was not seen yet. */
export function RememberedLink({ path, children }: { path: string; children: ReactNode }) {
  const [href, setHref] = useState(path);
  useEffect(() => setHref(recall(path)?.href ?? path), [path]);
  return (
    <Link href={href} onClick={() => keep(returnKeyOf(path), '1')}>
      {children}
    </Link>
  );
}
