import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { RowHead, Table, Td, Th } from './table';

export interface AuthorityLevel {
  name: string;
  /** Formatted limit, or the word for none. */
  limitText: string;
  /** For the bar only; null is without limit. */
  limit: number | null;
  status: ReactNode;
  /** Amount this level approved or recommended, formatted. */
  amountText: string;
  who: ReactNode;
  current?: boolean;
}

interface AuthorityLadderProps {
  caption: string;
  heads: { level: string; limit: string; compared: string; status: string; amount: string; who: string };
  /** The case's amount in the same measure as the limits; for the line only. */
  amount: number;
  levels: readonly AuthorityLevel[];
  unit: string;
}

/** The chain of approval: bars on one scale, one amber line at the case's amount, hatched above a limit. */
export function AuthorityLadder({ caption, heads, amount, levels, unit }: AuthorityLadderProps) {
  const largest = Math.max(amount, ...levels.map((level) => level.limit ?? 0));
  const scale = levels.some((level) => level.limit === null) ? largest / 0.82 : largest * 1.02;
  const share = (value: number | null) => (value === null || scale === 0 ? 100 : (value / scale) * 100);
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{heads.level}</Th>
          <Th num>{heads.limit}</Th>
          <Th>{heads.compared}</Th>
          <Th>{heads.status}</Th>
          <Th num>{heads.amount}</Th>
          <Th>{heads.who}</Th>
        </tr>
      </thead>
      <tbody>
        {levels.map((level) => (
          <tr key={level.name} data-selected={level.current ? '' : undefined}>
            <RowHead className={cn(level.current && 'font-bold')}>{level.name}</RowHead>
            <Td num phone="title-end" unit={level.limit ? unit : undefined}>
              {level.limitText}
            </Td>
            <Td phone="hide" className="relative w-47.5 p-0!">
              <span
                aria-hidden="true"
                className="absolute top-3.25 left-0 h-2.5 bg-accent-mid"
                style={{ width: `${share(level.limit)}%` }}
              />
              {level.current && level.limit !== null && level.limit < amount && (
                <span
                  aria-hidden="true"
                  className="absolute top-3.25 h-2.5 border border-l-0 border-amber bg-amber-tint bg-(image:--hatch)"
                  style={{ left: `${share(level.limit)}%`, width: `${share(amount) - share(level.limit)}%` }}
                />
              )}
              <span
                aria-hidden="true"
                className="absolute top-0 -bottom-px border-l-2 border-amber"
                style={{ left: `${share(amount)}%` }}
              />
            </Td>
            <Td phone="line" className="md:pl-3!">
              {level.status}
            </Td>
            <Td num phone="hide">
              {level.amountText}
            </Td>
            <Td phone="line">{level.who}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
