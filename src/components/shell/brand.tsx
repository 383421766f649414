import { cn } from '@/lib/cn';

/** The mark: a deck over an arch. Drawn in the current colour. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 26 22" aria-hidden="true" className={cn('h-[1.375rem] w-[1.625rem] flex-none', className)}>
      <g fill="none" stroke="currentColor">
        <path d="M1 7.5h24" strokeWidth="2.5" />
        <path d="M2 20.5c2.3-8 6.3-10.200 11-10.200s8.7 2.2 11 10.200" strokeWidth="2.5" />
        <path d="M5.3 8.5v4.3M20.7 8.5v4.3" strokeWidth="1.5" />
      </g>
    </svg>
  );
}
