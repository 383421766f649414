'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { formatInstant } from '@/lib/format-day';

const REFRESH_MS = 60_000;
/** Less than the idle time of a session: somebody's own ends as if the screen were not open. */
const ASLEEP_MS = 20 * 60_000;

/**
 * New figures every minute in place of the old ones, without a new page. The server is asked first whether it answers: a
 * refresh that fails would leave the browser's own error on the wall, and nobody there to reload. A person's own screen
 * stops asking while nobody touches it.
 */
export function useWallRefresh(now: number, personal: boolean): { lost: boolean; asleep: boolean; clock: string } {
  const router = useRouter();
  const [lost, setLost] = useState(false);
  const [asleep, setAsleep] = useState(false);
  const [clock, setClock] = useState(() => formatInstant(new Date(now)).slice(11));
  const touched = useRef(0);

  useEffect(() => {
    const since = performance.now();
    const timer = setInterval(
      () => setClock(formatInstant(new Date(now + performance.now() - since)).slice(11)),
      1_000,
    );
    return () => clearInterval(timer);
  }, [now]);

  useEffect(() => {
    touched.current = performance.now();
    const refresh = async () => {
      const isAsleep = personal && performance.now() - touched.current > ASLEEP_MS;
      setAsleep(isAsleep);
      if (isAsleep) return;
      const answer = await fetch('/api/health', { cache: 'no-store' }).catch(() => null);
      setLost(!answer?.ok);
      if (answer?.ok) router.refresh();
    };
    const touch = () => {
      const wasAsleep = personal && performance.now() - touched.current > ASLEEP_MS;
      touched.current = performance.now();
      if (wasAsleep) void refresh();
    };
    const timer = setInterval(() => void refresh(), REFRESH_MS);
    window.addEventListener('pointerdown', touch);
    window.addEventListener('keydown', touch);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', touch);
      window.removeEventListener('keydown', touch);
    };
  }, [personal, router]);

  return { lost, asleep, clock };
}
