import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';

interface PagerProps {
  /** How many, as a sentence; sums may follow. */
  summary?: ReactNode;
  firstHref?: string;
  previousHref?: string;
  nextHref?: string;
}

/** Foot of a list: count and sums, then first, previous and next by keyset. A missing href is a missing page. */
export function Pager({ summary, firstHref, previousHref, nextHref }: PagerProps) {
  const t = useTranslations('common');
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 text-sm text-ink-2">
      {summary}
      {(previousHref !== undefined || nextHref !== undefined || firstHref !== undefined) && (
        <nav aria-label={t('pager')} className="screen-only ml-auto flex items-center gap-1">
          <Step href={firstHref}>{t('firstPage')}</Step>
          <Step href={previousHref} rel="prev">
            ‹ {t('previousPage')}
          </Step>
          <Step href={nextHref} rel="next">
            {t('nextPage')} ›
          </Step>
        </nav>
      )}
    </div>
  );
}

function Step({ href, rel, children }: { href: string | undefined; rel?: string; children: ReactNode }) {
  const look = 'flex h-7 items-center px-2 max-md:h-11';
  if (href === undefined) return <span className={cn(look, 'text-ink-3')}>{children}</span>;
  return (
    <Link href={href} rel={rel} className={look}>
      {children}
    </Link>
  );
}
