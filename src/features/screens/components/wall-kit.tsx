import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';

/*
 * The wall is drawn at 1920 by 1080 and scaled as a whole: its sizes are px, so that neither large text nor zoom of the
 * browser's text moves it. 20 is the least, for five metres.
 */

/** A part's title with its unit, and the firm rule below it. */
export function WallHead({ title, note }: { title: string; note?: string }) {
  return (
    <h2 className="border-b-2 border-ink pb-[8px] text-[26px] leading-[36px] font-bold whitespace-nowrap">
      {title}
      {note && <span className="ml-[14px] text-[20px] font-normal text-ink-3">{note}</span>}
    </h2>
  );
}

/** A number that opens its list for a person; on a wall with a key of its own, where nothing else opens, plain. */
export function Opens({ href, children, className }: { href: string | null; children: ReactNode; className?: string }) {
  if (href === null) return <span className={className}>{children}</span>;
  return (
    <Link href={href} className={cn('number-link', className)}>
      {children}
    </Link>
  );
}

/** A bar as long as a share, 0 to 1, with the average through all rows. */
export function WallBar({
  share,
  average,
  tone = 'mid',
}: {
  share: number;
  average?: number;
  tone?: 'mid' | 'accent' | 'red';
}) {
  const fill = { mid: 'bg-accent-mid', accent: 'bg-accent', red: 'bg-red-mid' }[tone];
  return (
    <span aria-hidden="true" className="relative block h-[20px] w-full">
      <span className={cn('block h-full', fill)} style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
      {average !== undefined && (
        <span
          className="absolute -top-[4px] -bottom-[4px] border-l-2 border-ink"
          style={{ left: `${average * 100}%` }}
        />
      )}
    </span>
  );
}

export type WallColumn = { head: string; num?: boolean; width?: number };

/** A three-line table in the sizes of the wall; the first cell names the row. */
export function WallTable({
  caption,
  columns,
  rows,
  row = 50,
}: {
  caption: string;
  columns: readonly WallColumn[];
  rows: readonly { key: string | number; cells: readonly ReactNode[]; strong?: boolean }[];
  /** height of a row */
  row?: number;
}) {
  return (
    <table className="w-full table-fixed border-collapse text-[22px] leading-[30px]">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-ink text-[20px] text-ink-2" style={{ height: 44 }}>
          {columns.map(({ head, num, width }) => (
            <th
              key={head}
              scope="col"
              style={width ? { width } : undefined}
              className={cn('truncate px-[6px] font-normal first:pl-0 last:pr-0', num ? 'text-right' : 'text-left')}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, strong }) => (
          <tr key={key} className={cn('border-b border-rule-soft', strong && 'font-bold')} style={{ height: row }}>
            {columns.map(({ head, num }, at) =>
              at === 0 ? (
                <th key={head} scope="row" className={cn('truncate px-[6px] pl-0 text-left', !strong && 'font-normal')}>
                  {cells[at]}
                </th>
              ) : (
                <td key={head} className={cn('truncate px-[6px] last:pr-0', num ? 'text-right' : 'text-left')}>
                  {cells[at]}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
