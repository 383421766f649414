'use client';

import { useEffect, useRef } from 'react';

/** Inside a row of links that scrolls sideways: brings the current one into view, also when the room changes. */
export function CurrentInView({ current }: { current: string | undefined }) {
  const mark = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link became the current one
  useEffect(() => {
    const row = mark.current?.parentElement;
    if (!row) return;
    const show = () => {
      const link = row.querySelector('[aria-current]');
      if (!link || row.scrollWidth <= row.clientWidth) return;
      const [at, frame] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
      row.scrollLeft += at.left + at.width / 2 - frame.left - frame.width / 2;
    };
    show();
    const watch = new ResizeObserver(show);
    watch.observe(row);
    return () => watch.disconnect();
  }, [current]);
  return <span ref={mark} hidden />;
}
