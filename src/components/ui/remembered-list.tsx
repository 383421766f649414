'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Link } from '@/components/ui/link';

interface Remembered {
  href: string;
  y: number;
}

// In memory, and gone with the tab or a new load of it: the address of a list may hold a name that was searched for, and what a
// browser stores is read by whoever sits down at the machine next.
const lists = new Map<string, Remembered>();
const onTheWayBack = new Set<string>();

/** What this tab last saw of the list; null where it saw nothing. */
const recall = (path: string): Remembered | null => lists.get(path) ?? null;

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
  const returning = onTheWayBack.delete(path) || cameBack;
  cameBack = false;
  return returning;
}

/** On a list page: remembers page, filters and how far it was scrolled, for the way back by the browser's button or a RememberedLink. */
export function RememberList({ path }: { path: string }) {
  useEffect(() => {
    const here = () => window.location.pathname + window.location.search;
    const remember = () => {
      if (window.location.pathname === path) lists.set(path, { href: here(), y: window.scrollY });
    };
    // after the router has gone to the top of the new page
    const frame = requestAnimationFrame(() => {
      const last = isReturning(path) ? recall(path) : null;
      if (last?.href === here()) window.scrollTo(0, last.y);
      remember();
    });
    document.addEventListener('click', remember, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('click', remember, { capture: true });
    };
  }, [path]);
  return null;
}

/** A link to a list as this tab left it; to its beginning where it was not seen yet. */
export function RememberedLink({ path, children }: { path: string; children: ReactNode }) {
  const [href, setHref] = useState(path);
  useEffect(() => setHref(recall(path)?.href ?? path), [path]);
  return (
    <Link href={href} onClick={() => onTheWayBack.add(path)}>
      {children}
    </Link>
  );
}
