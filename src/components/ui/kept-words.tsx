'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ActionResult } from '@/lib/action-result';
import { SayBar } from './say-bar';

/** `at` tells which of two is the later, `place` the address at which it was said. */
type Word = { text: string; at: number; place: string };
type Keeper = {
  /** an action has answered: what was said before it is over */
  begin: (at: number) => void;
  keep: (word: Word) => void;
};

const placeOf = (path: string, search: URLSearchParams) => `${path}?${search}`;

const KeeperContext = createContext<Keeper>({ begin: () => undefined, keep: () => undefined });

/**
 * What a form said when it had succeeded often ends the form itself: its row is gone, its step is done. Such words stand
 * above the page then, until the next action or the next page.
 */
export function KeptWords({ children }: { children: ReactNode }) {
  const path = usePathname();
  const place = placeOf(path, useSearchParams());
  const since = useRef(0);
  const box = useRef<HTMLDivElement>(null);
  const [word, setWord] = useState<Word | null>(null);
  const keeper = useMemo<Keeper>(
    () => ({
      begin: (at) => {
        since.current = at;
        setWord(null);
      },
      keep: (said) => {
        if (said.at >= since.current) setWord((known) => (known && known.at > said.at ? known : said));
      },
    }),
    [],
  );
  const shown = word?.place === place ? word : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place is what ends the words of the one before
  useEffect(() => {
    since.current = performance.now();
    setWord(null);
  }, [place]);

  useEffect(() => {
    // the button that was pressed is gone with its form: whoever works by keyboard goes on from here
    if (shown && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [shown]);

  return (
    <KeeperContext.Provider value={keeper}>
      <div role="status" className="screen-only sticky top-0 z-10 bg-paper px-(--gutter)">
        {shown && (
          <div ref={box} tabIndex={-1} className="py-2">
            <SayBar tone="green" className="whitespace-pre-line">
              {shown.text}
            </SayBar>
          </div>
        )}
      </div>
      {children}
    </KeeperContext.Provider>
  );
}

/**
 * Hands a form's words over when the form is taken from the page while the person stays there. Returns what to call with
 * each answer: an answer and the page that it changes come together, so the form may never be drawn with it.
 */
export function useKeptWords(): (answer: ActionResult) => void {
  const { begin, keep } = useContext(KeeperContext);
  const said = useRef<Word | null>(null);
  useEffect(
    () => () => {
      if (said.current) keep(said.current);
    },
    [keep],
  );
  return useCallback(
    (answer: ActionResult) => {
      const at = performance.now();
      const { pathname, search } = window.location;
      const text = answer.ok ? answer.message : undefined;
      said.current = text === undefined ? null : { text, at, place: placeOf(pathname, new URLSearchParams(search)) };
      begin(at);
    },
    [begin],
  );
}
