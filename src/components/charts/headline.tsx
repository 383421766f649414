import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';

export interface Headline {
  /** With its unit: "… (cases)". */
  label: string;
  /** May be abridged; then `note` holds the full figure. */
  value: string;
  href?: string;
  note?: ReactNode;
  /** Share of the row's width; default 1. */
  weight?: number;
}

/** The page's headline figures in one row under a firm rule; two by two on phones. Each opens what it counts. */
export function Headlines({ figures }: { figures: readonly Headline[] }) {
  return (
    <dl
      className="headlines border-t-2 border-b border-ink max-md:grid max-md:grid-cols-2 md:grid"
      style={{ ['--columns' as string]: figures.map((figure) => `minmax(0,${figure.weight ?? 1}fr)`).join(' ') }}
    >
      {figures.map((figure) => (
        <div
          key={figure.label}
          className="border-rule py-2.25 max-md:even:border-l max-md:even:pl-3.5 max-md:not-last:pr-2 max-md:nth-[n+3]:border-t md:px-5 md:pb-2.75 md:first:pl-0 md:not-first:border-l"
        >
          <dt className="text-sm text-ink-2">{figure.label}</dt>
          <dd className="text-3xl font-bold tracking-[-.02em] max-md:text-[2.375rem] max-md:leading-11.5">
            {figure.href === undefined ? (
              figure.value
            ) : (
              <Link
                href={figure.href}
                className="text-ink underline decoration-accent-line decoration-2 underline-offset-[7px] hover:decoration-accent"
              >
                {figure.value}
              </Link>
            )}
          </dd>
          {figure.note !== undefined && <dd className="mt-0.75 text-sm text-ink-2 max-md:text-xs">{figure.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
