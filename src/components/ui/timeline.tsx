import type { ReactNode } from 'react';

export interface TimelineEntry {
  id: string;
  /** Formatted; when it was recorded later than it happened, say both in `note`. */
  when: string;
  /** Machine form of `when`. */
  dateTime?: string;
  title: ReactNode;
  who?: ReactNode;
  note?: ReactNode;
}

/** What happened, newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="border-t border-rule">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="border-b border-rule-soft py-2.25 md:grid md:grid-cols-[8rem_minmax(0,1fr)] md:gap-x-5"
        >
          <time dateTime={entry.dateTime} className="text-sm text-ink-2">
            {entry.when}
          </time>
          <div>
            <b>{entry.title}</b>
            {entry.who !== undefined && <span className="ml-2.5 text-sm text-ink-2">{entry.who}</span>}
            {entry.note !== undefined && <div className="text-sm text-ink-2">{entry.note}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
