import type { ReactNode } from 'react';
import { SectionHead } from '@/components/ui/heads';

/** A part of the form under its heading. */
export function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="mt-5 border-t border-rule pt-3 first:mt-0 first:border-t-0 first:pt-0">
      <SectionHead {...(note ? { note } : {})}>{title}</SectionHead>
      {children}
    </section>
  );
}
