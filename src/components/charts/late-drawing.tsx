'use client';

import { type ComponentType, useEffect, useState } from 'react';

/**
 * A drawing whose script is fetched once the page has loaded: the library that draws is as large as all else together,
 * and nothing waits for a line. Its room is kept, with what is read out in its place; the table twin needs no script.
 */
export function LateDrawing<Props extends { description: string }>({
  load,
  props,
}: {
  load: () => Promise<ComponentType<Props>>;
  props: Props;
}) {
  const [Drawing, setDrawing] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    const fetchIt = () => {
      load().then((found) => setDrawing(() => found));
    };
    if (document.readyState === 'complete') return fetchIt();
    window.addEventListener('load', fetchIt, { once: true });
    return () => window.removeEventListener('load', fetchIt);
  }, [load]);
  if (Drawing) return <Drawing {...props} />;
  return (
    <>
      <div role="img" aria-label={props.description} className="h-60" />
      <noscript>
        {/* without a script the room would stay empty: what is drawn, in words */}
        <p className="-mt-60 h-60 text-sm text-ink-2">{props.description}</p>
      </noscript>
    </>
  );
}
