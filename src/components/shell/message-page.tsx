import type { ReactNode } from 'react';

/** A page that only says one thing: not found, failed. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="max-w-160 px-(--gutter) pt-12 pb-16">
      <h1 className="mb-3 font-serif text-xl font-bold">{title}</h1>
      {children}
    </div>
  );
}
