import type { KeyboardEvent } from 'react';

/** For a `details` that opens over the page: Escape shuts it, and the focus is where it was opened. */
export function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>) {
  const fold = event.currentTarget;
  if (event.key !== 'Escape' || !fold.open) return;
  fold.open = false;
  fold.querySelector('summary')?.focus();
}
