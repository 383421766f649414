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
  return Drawing ? <Drawing {...props} /> : <div role="img" aria-label={props.description} className="h-60" />;
}
