'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { closeOnEscape } from '@/components/ui/close-on-escape';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';
import { isCurrent, type MenuItem } from './menu-tabs';

const tab =
  'flex h-13 flex-1 items-center justify-center gap-1 border-t-3 border-transparent text-base text-ink-2 no-underline hover:no-underline focus-visible:-outline-offset-3';
const currentTab = 'border-accent font-bold text-accent';

interface BottomBarProps {
  items: readonly MenuItem[];
  label: string;
  moreLabel: string;
  /** Who is signed in, language, sign-out: at the foot of the "more" sheet. */
  account: ReactNode;
}

/** The menu on phones: four words and "more", which opens without JavaScript. */
export function BottomBar({ items, label, moreLabel, account }: BottomBarProps) {
  const pathname = usePathname();
  const rest = items.slice(4);
  return (
    <nav
      aria-label={label}
      className="bottom-bar screen-only fixed inset-x-0 bottom-0 z-10 flex border-t border-rule-strong bg-paper md:hidden"
    >
      {items.slice(0, 4).map((item) => {
        const current = isCurrent(pathname, item);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={current ? 'page' : undefined}
            className={cn(tab, '-mt-px', current && currentTab)}
          >
            {item.label}
            {item.count !== undefined && item.count > 0 && <b className="text-xs">{item.count}</b>}
          </Link>
        );
      })}
      {/* The key closes the sheet after each change of page. */}
      <details key={pathname} className="-mt-px flex-1" onKeyDown={closeOnEscape}>
        <summary className={cn(tab, rest.some((item) => isCurrent(pathname, item)) && currentTab)}>{moreLabel}</summary>
        <div className="fixed inset-x-0 bottom-13 border-t-2 border-ink bg-paper px-4 shadow-pop">
          {rest.map((item) => (
            <Link
              key={item.href}
              href={item.href}
              aria-current={isCurrent(pathname, item) ? 'page' : undefined}
              className={cn(
                'flex h-11 items-center border-b border-rule-soft text-md',
                isCurrent(pathname, item) && 'font-bold text-ink',
              )}
            >
              {item.label}
            </Link>
          ))}
          <div className="flex min-h-13 flex-wrap items-center justify-between gap-x-4 py-1 text-sm">{account}</div>
        </div>
      </details>
    </nav>
  );
}
