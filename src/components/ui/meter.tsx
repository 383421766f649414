import { cn } from '@/lib/cn';

/** How complete a list is: one small block each, hollow amber for what is missing. Words must stand beside it. */
export function Meter({ done, total }: { done: number; total: number }) {
  const blocks = Math.min(total, 30);
  const filled = total === 0 ? 0 : Math.floor((done * blocks) / total);
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5 self-center">
      {Array.from({ length: blocks }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical blocks
        <span key={index} className={cn('h-3 w-2.25', index < filled ? 'bg-accent-mid' : 'border border-amber')} />
      ))}
    </span>
  );
}
