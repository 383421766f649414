import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const tones = {
  accent: 'text-accent',
  green: 'text-green',
  amber: 'text-amber',
  red: 'text-red',
  grey: 'text-ink-2',
} as const;

export type StatusTone = keyof typeof tones;

interface StatusProps {
  tone?: StatusTone;
  /** Stopped, missing or not begun. Filled means moving or done. */
  hollow?: boolean;
  className?: string;
  children: ReactNode;
}

/** A small square and a word. Never clickable. */
export function Status({ tone = 'grey', hollow = false, className, children }: StatusProps) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 text-sm whitespace-nowrap', tones[tone], className)}>
      <span aria-hidden="true" className={cn('size-2 flex-none', hollow ? 'border-2 border-current' : 'bg-current')} />
      {children}
    </span>
  );
}

/** The outlined stamp of the green channel, at the head of a case; no other outlined tag exists. */
export function Stamp({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block rounded-ctl border border-current px-1.25 text-xs font-bold whitespace-nowrap text-green">
      {children}
    </span>
  );
}
