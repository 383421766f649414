import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';
import { RememberedLink } from './remembered-list';

interface PageHeadProps {
  title: ReactNode;
  /** Beside the title: counts, names, as-of time. */
  meta?: ReactNode;
  /** At the right: at most one filled button. */
  actions?: ReactNode;
  /** Under the title: reference, programme, stamp, status. */
  below?: ReactNode;
  rule?: boolean;
}

/** The one serif title of a page. */
export function PageHead({ title, meta, actions, below, rule = false }: PageHeadProps) {
  return (
    <div className={cn('pt-2.5 pb-2.5', rule && 'border-b border-rule')}>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="font-serif text-xl font-bold max-md:text-lg">{title}</h1>
        {meta !== undefined && <div className="text-sm text-ink-2">{meta}</div>}
        {actions !== undefined && (
          <div className="screen-only flex flex-wrap items-center gap-2 self-center max-md:w-full md:ml-auto">
            {actions}
          </div>
        )}
      </div>
      {below !== undefined && (
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3.5 gap-y-0.5 text-sm text-ink-2">{below}</div>
      )}
    </div>
  );
}

interface SectionHeadProps {
  children: ReactNode;
  id?: string;
  /** 口径, unit or source, small. */
  note?: ReactNode;
  /** At the right: links. */
  end?: ReactNode;
  level?: 2 | 3;
  className?: string;
}

export function SectionHead({ children, id, note, end, level = 2, className }: SectionHeadProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className={cn('mb-2 flex flex-wrap items-baseline gap-x-2.5', className)}>
      <Heading id={id} className={cn('font-bold', level === 2 ? 'text-md' : 'text-base')}>
        {children}
      </Heading>
      {note !== undefined && <span className="text-xs text-ink-3">{note}</span>}
      {end !== undefined && (
        <span className="screen-only ml-auto flex gap-4 text-sm max-md:[&_a]:-my-3 max-md:[&_a]:inline-block max-md:[&_a]:py-3">
          {end}
        </span>
      )}
    </div>
  );
}

interface Crumb {
  label: string;
  href?: string;
  /** A list: the link leads back to it as it was left. */
  remembered?: boolean;
}

/** Path to this page; the last item is the page itself and has no link. `end` holds the page's quiet links. */
export function Breadcrumb({ items, end }: { items: readonly Crumb[]; end?: ReactNode }) {
  const t = useTranslations('common');
  return (
    <div className="screen-only flex flex-wrap items-center gap-x-4 pt-2.25 text-sm text-ink-3 max-md:gap-y-4 max-md:[&_a]:-my-3 max-md:[&_a]:inline-block max-md:[&_a]:py-3">
      <nav aria-label={t('breadcrumb')}>
        <ol className="flex flex-wrap gap-x-2 max-md:gap-y-4">
          {items.map((item, index) => (
            <li key={item.label} className="flex gap-x-2">
              {index > 0 && <span aria-hidden="true">›</span>}
              {item.href === undefined ? (
                <span aria-current="page">{item.label}</span>
              ) : item.remembered ? (
                <RememberedLink path={item.href}>{item.label}</RememberedLink>
              ) : (
                <Link href={item.href}>{item.label}</Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {end !== undefined && <div className="ml-auto flex flex-wrap gap-x-4 max-md:gap-y-4">{end}</div>}
    </div>
  );
}
