'use client';

import { Button } from './button';

/** Opens the browser's print dialog: the way for whoever has no Ctrl+P, on a phone or by touch. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button variant="text" size="small" onClick={() => window.print()}>
      {label}
    </Button>
  );
}
