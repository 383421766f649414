'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { TextInput } from '@/components/ui/inputs';

type Words = { label: string; hint: string; open: string; wrong: string };

/**
 * The key of a screen, typed or out of the link. It stands behind the # there, which browsers send nowhere: the page reads
 * it, takes it out of the address and posts it. A plain form, so that a typed key works without scripts.
 */
export function KeyForm({ words, wrong }: { words: Words; wrong: boolean }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const key = decodeURIComponent(window.location.hash.slice(1));
    const field = form.current?.elements.namedItem('key');
    if (key === '' || !(field instanceof HTMLInputElement)) return;
    window.history.replaceState(null, '', window.location.pathname);
    field.value = key;
    form.current?.submit();
  }, []);
  return (
    <form ref={form} method="post" action="/screen/open">
      {wrong && (
        <p role="alert" className="mb-3 border-l-4 border-red pl-3 font-bold text-red">
          {words.wrong}
        </p>
      )}
      <label htmlFor="key" className="font-bold">
        {words.label}
      </label>
      <p className="text-sm text-ink-3">{words.hint}</p>
      <TextInput id="key" name="key" width="full" autoComplete="off" required className="mt-1" />
      <Button type="submit" variant="primary" className="mt-4">
        {words.open}
      </Button>
    </form>
  );
}
