import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const tones = {
  accent: 'border-accent',
  amber: 'border-amber',
  red: 'border-red',
  green: 'border-green',
} as const;

interface SayBarProps {
  /** amber for a limit, red for an error, accent for a notice, green for something done. */
  tone?: keyof typeof tones;
  /** The smaller text below the sentence. */
  detail?: ReactNode;
  /** Announced when it appears. */
  live?: boolean;
  className?: string;
  children: ReactNode;
}

/** The left bar: "read this". */
export function SayBar({ tone = 'accent', detail, live = false, className, children }: SayBarProps) {
  return (
    <div role={live ? 'status' : undefined} className={cn('say-bar border-l-4 pl-3', tones[tone], className)}>
      <p className="text-md font-bold">{children}</p>
      {detail !== undefined && <div className="text-sm text-ink-2">{detail}</div>}
    </div>
  );
}
