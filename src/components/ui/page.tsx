import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** The page's margin: 24, on phones 16. Every portal page starts with it. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn('px-(--gutter) pb-10', className)}>{children}</div>;
}

/** A block of a page, 24 from its neighbours. */
export function Section({
  children,
  className,
  ...rest
}: {
  children: ReactNode;
  className?: string;
  'aria-labelledby'?: string;
}) {
  return (
    <section className={cn('mt-6 first:mt-0', className)} {...rest}>
      {children}
    </section>
  );
}

/** Page with a text index at the left (172), e.g. the worklist and admin. */
export function IndexedPage({ index, children }: { index: ReactNode; children: ReactNode }) {
  return (
    <div className="md:grid md:min-h-[calc(100vh-3.375rem)] md:grid-cols-[10.75rem_minmax(0,1fr)]">
      <div className="screen-only border-rule pt-4 max-md:border-b max-md:px-(--gutter) max-md:pt-2 md:border-r md:pl-(--gutter)">
        {index}
      </div>
      <div className="min-w-0 px-(--gutter) pb-10">{children}</div>
    </div>
  );
}

/** Main column with the decision panel (372) at its right; the panel follows on phones. */
export function PanelledPage({ panel, children }: { panel: ReactNode; children: ReactNode }) {
  return (
    <div className="border-t border-rule pt-3.5 lg:grid lg:grid-cols-[minmax(0,1fr)_23.25rem] lg:gap-x-8 large:block">
      <div className="min-w-0">{children}</div>
      <div className="min-w-0 max-lg:mt-7 lg:sticky lg:top-3.5 lg:self-start large:static large:mt-7">{panel}</div>
    </div>
  );
}

/** Form with its parts at the left (236) and known facts at the right (296). */
export function FormPage({ parts, facts, children }: { parts?: ReactNode; facts?: ReactNode; children: ReactNode }) {
  return (
    <div
      className={cn(
        'lg:grid large:block',
        parts !== undefined && facts !== undefined && 'lg:grid-cols-[14.75rem_minmax(0,1fr)_18.5rem]',
        parts !== undefined && facts === undefined && 'lg:grid-cols-[14.75rem_minmax(0,1fr)]',
        parts === undefined && facts !== undefined && 'lg:grid-cols-[minmax(0,1fr)_18.5rem]',
      )}
    >
      {parts !== undefined && <div className="border-rule lg:border-r lg:py-4 lg:pr-5">{parts}</div>}
      <div className={cn('min-w-0 py-4', parts !== undefined && 'lg:pl-8', facts !== undefined && 'lg:pr-10')}>
        {children}
      </div>
      {facts !== undefined && <aside className="border-rule py-4 max-lg:border-t lg:border-l lg:pl-6">{facts}</aside>}
    </div>
  );
}
