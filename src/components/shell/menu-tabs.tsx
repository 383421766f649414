'use client';

import { usePathname } from 'next/navigation';
import { CurrentInView } from '@/components/ui/current-in-view';
import { Link } from '@/components/ui/link';
import { Tabs } from '@/components/ui/tabs';
import { cn } from '@/lib/cn';

export interface MenuItem {
  href: string;
  label: string;
  /** Where else one is while at this word: pages that are reached from it. */
  also?: readonly string[];
  /** Pages that share the word; they stand as tabs on each of them. */
  parts?: readonly MenuItem[];
  /** Things waiting for this person; counts live only here. */
  count?: number;
}

/** So many words have room to spare on a desk. */
const ROOMY = 6;

export function isCurrent(pathname: string, { href, also = [] }: MenuItem): boolean {
  return [href, ...also].some((place) => pathname === place || pathname.startsWith(`${place}/`));
}

/** The menu words as index tabs: the current one rises from the rule. */
export function MenuTabs({ items, label }: { items: readonly MenuItem[]; label: string }) {
  const pathname = usePathname();
  // a page that two words lead to stands under the first
  const currentItem = items.find((item) => isCurrent(pathname, item));
  return (
    <nav
      aria-label={label}
      className="flex min-w-0 flex-auto items-end overflow-x-auto overflow-y-hidden max-md:hidden"
    >
      {items.map((item) => {
        const current = item === currentItem;
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={current ? 'page' : undefined}
            className={cn(
              'flex h-9 items-center px-2 text-base whitespace-nowrap text-ink focus-visible:-outline-offset-3',
              items.length <= ROOMY && 'lg:px-3.25',
              current && 'bg-accent font-bold text-on-accent',
            )}
          >
            {item.label}
            {item.count !== undefined && item.count > 0 && <b className="ml-1.25 text-xs">{item.count}</b>}
          </Link>
        );
      })}
      <CurrentInView current={currentItem?.href} />
    </nav>
  );
}

/** On a page that shares its menu word with others: the way to them. */
export function MenuParts({ items, label }: { items: readonly MenuItem[]; label: string }) {
  const pathname = usePathname();
  const parts = items.find((item) => isCurrent(pathname, item))?.parts;
  if (!parts) return null;
  return (
    <div className="screen-only px-(--gutter) pt-2">
      <Tabs
        label={label}
        items={parts.map((part) => ({ href: part.href, label: part.label, current: isCurrent(pathname, part) }))}
      />
    </div>
  );
}
