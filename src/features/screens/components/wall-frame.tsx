'use client';

import { useRouter } from 'next/navigation';
import { type FocusEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { BrandMark } from '@/components/shell/brand';
import { cn } from '@/lib/cn';
import { formatInstant } from '@/lib/format-day';
import { useScale } from './use-scale';
import { useWallRefresh } from './use-wall-refresh';

const VIEW_MS = 30_000;
/** A pointer that lies still on the wall holds it no longer than this. */
const POINTER_MS = 60_000;

export type WallWords = {
  product: string;
  title: string;
  asOf: string;
  started: string;
  basis: string;
  /** one for each view, "1 of 5" */
  positions: readonly string[];
  hint: string;
  held: string;
  pause: string;
  go: string;
  next: string;
  previous: string;
  lost: string;
  asleep: string;
  phone: ReactNode;
};

type Props = {
  words: WallWords;
  headlines: ReactNode;
  views: readonly { key: string; node: ReactNode }[];
  /** the server's time of the figures */
  now: number;
  /** the next programme, once every view was shown; null: begin again */
  nextHref: string | null;
  /** a person's own session, which an open screen must not keep alive for ever */
  personal: boolean;
};

/** The wall: one view after the other until somebody looks closer, by the pointer, the focus or a key. Nothing moves. */
export function WallFrame({ words, headlines, views, now, nextHref, personal }: Props) {
  const router = useRouter();
  const [index, setIndex] = useState(0);
  const [paused, setPaused] = useState(false);
  const [focused, setFocused] = useState(false);
  const [pointed, setPointed] = useState(false);
  const pointer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const scale = useScale();
  const { lost, asleep, clock } = useWallRefresh(now, personal);
  const count = views.length;
  const shown = views[Math.min(index, count - 1)];
  const holds = paused || focused || pointed;

  const move = useCallback(
    (step: 1 | -1) => {
      if (step === 1 && index + 1 >= count && nextHref) router.replace(nextHref);
      setIndex((index + step + count) % count);
    },
    [index, count, nextHref, router],
  );

  // whoever asked for less motion moves it by hand
  useEffect(() => setPaused(window.matchMedia('(prefers-reduced-motion: reduce)').matches), []);

  useEffect(() => {
    if (holds) return;
    const timer = setTimeout(() => move(1), VIEW_MS);
    return () => clearTimeout(timer);
  }, [holds, move]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const onControl = event.target instanceof HTMLElement && event.target.closest('a, button') !== null;
      if (event.key === 'ArrowRight') move(1);
      else if (event.key === 'ArrowLeft') move(-1);
      else if (event.key === ' ' && !onControl) setPaused((was) => !was);
      else return;
      if (event.key !== ' ' || !onControl) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [move]);

  const onPointer = () => {
    setPointed(true);
    clearTimeout(pointer.current);
    pointer.current = setTimeout(() => setPointed(false), POINTER_MS);
  };
  const onBlur = (event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget));

  return (
    <div data-theme="wall" className="fixed inset-0 overflow-hidden bg-paper text-ink">
      <div className="p-6 text-md md:hidden">
        <h1 className="mb-4 font-serif text-xl font-bold">{words.title}</h1>
        {words.phone}
      </div>
      <main
        id="main"
        tabIndex={-1}
        aria-label={words.title}
        className="absolute top-1/2 left-1/2 flex h-[1080px] w-[1920px] flex-col px-[56px] outline-none max-md:hidden"
        style={{ transform: `translate(-50%, -50%) scale(${scale})` }}
        onPointerMove={onPointer}
        onPointerLeave={() => setPointed(false)}
        onFocus={(event) => setFocused(event.target !== event.currentTarget)}
        onBlur={onBlur}
      >
        <header className="flex h-[98px] flex-none items-center gap-[28px]">
          <span className="flex items-center gap-[16px] border-r border-rule pr-[28px] font-serif text-[34px] leading-none font-bold">
            <BrandMark className="h-[36px]! w-[44px]! text-accent" />
            {words.product}
          </span>
          <h1 className="min-w-0 truncate font-serif text-[44px] leading-[60px] font-bold">{words.title}</h1>
          <p className="ml-auto flex-none text-right">
            <b className="block text-[26px] leading-[34px]">
              {words.asOf} {formatInstant(new Date(now))}
            </b>
            <span className="text-[20px] leading-[28px] text-ink-2">
              {words.started} <time>{clock}</time>
            </span>
          </p>
        </header>
        <div aria-hidden="true" className="h-[6px] flex-none border-t-[3px] border-b border-accent" />
        <div className="flex-none">{headlines}</div>
        <div key={shown?.key} className="min-h-0 flex-1 overflow-hidden pt-[24px]">
          {shown?.node}
        </div>
        <footer className="flex h-[64px] flex-none items-center gap-[24px] border-t border-rule text-[20px] text-ink-2">
          <span
            className={cn('min-w-0 flex-1 truncate leading-[30px]', (lost || asleep) && 'font-bold text-amber')}
            role="status"
          >
            {lost ? words.lost : asleep ? words.asleep : words.basis}
          </span>
          <span aria-hidden="true" className="flex gap-[10px]">
            {views.map((view) => (
              <span key={view.key} className={cn('h-[4px] w-[36px]', view === shown ? 'bg-accent' : 'bg-rule')} />
            ))}
          </span>
          <span>{words.positions[Math.min(index, count - 1)]}</span>
          <span>{holds ? words.held : words.hint}</span>
          <WallButton label={words.previous} sign="◀" onClick={() => move(-1)} />
          <WallButton
            label={paused ? words.go : words.pause}
            sign={paused ? '▶︎' : '❚❚'}
            onClick={() => setPaused((was) => !was)}
          />
          <WallButton label={words.next} sign="▶" onClick={() => move(1)} />
        </footer>
      </main>
    </div>
  );
}

function WallButton({ label, sign, onClick }: { label: string; sign: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="size-[44px] flex-none text-[20px] text-ink-2 hover:text-accent"
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
