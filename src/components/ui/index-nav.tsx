import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';
import { CurrentInView } from './current-in-view';

interface IndexItem {
  href: string;
  label: string;
  count?: number;
  current?: boolean;
  /** The count is bad news. */
  late?: boolean;
}

/** The text index at the left of a page with a second level; on phones a row of words that scrolls. */
export function IndexNav({
  label,
  groups,
}: {
  label: string;
  groups: readonly { title?: string; items: readonly IndexItem[] }[];
}) {
  return (
    <nav aria-label={label} className="max-md:flex max-md:gap-5 max-md:overflow-x-auto">
      {groups.map((group) => (
        <div key={group.items[0]?.href} className="mb-4.5 max-md:mb-0">
          {group.title !== undefined && (
            <p className="mb-1 text-xs leading-5 text-ink-3 max-md:sr-only">{group.title}</p>
          )}
          <ul className="max-md:flex max-md:gap-5">
            {group.items.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href}
                  aria-current={item.current ? 'page' : undefined}
                  className={cn(
                    'relative flex min-h-7.5 items-center justify-between gap-2 text-base text-ink max-md:min-h-11 max-md:whitespace-nowrap md:pr-3.5',
                    item.current &&
                      'font-bold text-accent after:absolute after:bg-accent max-md:after:inset-x-0 max-md:after:bottom-0 max-md:after:h-[3px] md:after:top-0.75 md:after:-right-px md:after:bottom-0.75 md:after:w-[3px]',
                  )}
                >
                  {item.label}
                  {item.count !== undefined && (
                    <span
                      className={cn(
                        'text-sm',
                        item.late && item.count > 0
                          ? 'font-bold text-red'
                          : item.current
                            ? 'text-accent'
                            : 'text-ink-3',
                      )}
                    >
                      {item.count}
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <CurrentInView current={groups.flatMap(({ items }) => items).find((item) => item.current)?.href} />
    </nav>
  );
}
