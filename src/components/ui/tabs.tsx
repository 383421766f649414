import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';
import { CurrentInView } from './current-in-view';

export interface TabItem {
  href: string;
  label: string;
  /** After the word, e.g. 12/14. */
  count?: string | number;
  current?: boolean;
}

/** Tabs are links: each has its address. `segment` is the quieter form over a list. */
export function Tabs({
  items,
  label,
  segment = false,
}: {
  items: readonly TabItem[];
  label: string;
  segment?: boolean;
}) {
  return (
    <nav
      aria-label={label}
      className={cn(
        'screen-only flex overflow-x-auto whitespace-nowrap max-md:-mx-(--gutter) max-md:px-(--gutter) md:flex-wrap',
        segment ? 'gap-x-5 text-sm' : 'gap-x-6.5 border-b border-rule text-base',
      )}
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.current ? 'page' : undefined}
          className={cn(
            'border-b-transparent text-ink-2 no-underline hover:no-underline focus-visible:-outline-offset-3',
            segment ? 'border-b-2 leading-8.5 max-md:leading-11' : 'border-b-3 pt-1 pb-1.75 max-md:pt-3',
            item.current && 'border-b-accent font-bold text-ink',
          )}
        >
          {item.label}
          {item.count !== undefined && <> {item.count}</>}
        </Link>
      ))}
      <CurrentInView current={items.find((item) => item.current)?.href} />
    </nav>
  );
}
