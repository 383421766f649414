'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

const FOCUSABLE = 'a[href], button, input, select, textarea, summary';

/** Scrolls what is wider than its room; a stop of the keyboard only while it does and nothing within is one. */
export function ScrollRoom({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(false);
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const watch = new ResizeObserver(() => {
      setStop(element.scrollWidth > element.clientWidth && element.querySelector(FOCUSABLE) === null);
    });
    watch.observe(element);
    if (element.firstElementChild) watch.observe(element.firstElementChild);
    return () => watch.disconnect();
  }, []);
  const asStop = stop ? { tabIndex: 0, role: 'region', 'aria-label': label } : {};
  return (
    <div ref={room} className={className} {...asStop}>
      {children}
    </div>
  );
}
