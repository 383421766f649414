'use client';

import type { ReactNode } from 'react';
import { useWallRefresh } from './use-wall-refresh';

/** A wall that shows nothing, with why and what to do; it looks every minute whether that has changed. */
export function DarkScreen({ title, next, link, now }: { title: string; next: string; link: ReactNode; now: number }) {
  useWallRefresh(now, false);
  return (
    <main
      id="main"
      data-theme="wall"
      className="fixed inset-0 flex flex-col items-center justify-center gap-6 bg-paper p-6 text-center text-ink"
    >
      <h1 className="font-serif text-3xl font-bold max-md:text-xl">{title}</h1>
      <p className="max-w-200 text-xl text-ink-2 max-md:text-md">{next}</p>
      <p className="text-lg">{link}</p>
    </main>
  );
}
