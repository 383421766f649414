import type { ReactNode } from 'react';

/** Why there is nothing, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border-t-2 border-b-2 border-ink py-8">
      <p className="font-bold">{title}</p>
      {children !== undefined && <div className="mt-1 text-sm text-ink-2">{children}</div>}
    </div>
  );
}
