import type { Actor, RegionLevel } from './actor';
import { type Fen, mulRate } from './money';
import { can } from './permissions';

export type QuotaSums = { amountFen: Fen; reservedFen: Fen; usedFen: Fen };

/** What of a quota is neither approved nor paid yet, in fen. */
export function freeOf({ amountFen, reservedFen, usedFen }: QuotaSums): Fen {
  return amountFen - reservedFen - usedFen;
}

const ALLOTTING_LEVELS: readonly RegionLevel[] = ['NATION', 'PROVINCE'];

/**
 * Who sets a financier's money aside (domain.md §2C): of a bank or insurer its head office and provincial branches, of a
 * finance bureau itself, for budget lines only.
 */
export function mayAllot(actor: Pick<Actor, 'roles' | 'organisation'>, line: string | null): boolean {
  if (!can(actor, 'quota.allot')) return false;
  const { kind, level } = actor.organisation;
  if (kind === 'FINANCE_BUREAU') return line !== null;
  return (kind === 'BANK' || kind === 'INSURER') && ALLOTTING_LEVELS.includes(level);
}

/**
 * FTP优惠 in fen for a loan within a quota: balance × concession (basis points a year) × days / basis, rounded half-up once
 * (domain.md §2C).
 */
export function ftpConcession(balanceFen: Fen, concessionBps: number, days: number, basis: 360 | 365): Fen {
  return mulRate(balanceFen, concessionBps, days, basis);
}
