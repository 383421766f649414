import { describe, expect, it } from 'vitest';
import type { RegionLevel } from './actor';
import type { Role } from './permissions';
import { freeOf, ftpConcession, mayAllot } from './quota';

const person = (kind: string, level: RegionLevel, role: Role) =>
  ({ roles: [role], organisation: { kind, level } }) as unknown as Parameters<typeof mayAllot>[0];

describe('a quota', () => {
  it('has free what is neither reserved nor used', () => {
    expect(freeOf({ amountFen: 100n, reservedFen: 30n, usedFen: 50n })).toBe(20n);
  });

  it.each<[string, RegionLevel, Role, string | null, boolean]>([
    ['BANK', 'NATION', 'APPROVER', null, true],
    ['INSURER', 'PROVINCE', 'CREDIT_LEAD', null, true],
    ['BANK', 'COUNTY', 'CREDIT_LEAD', null, false],
    ['BANK', 'NATION', 'LEGAL_REVIEWER', null, false],
    ['FINANCE_BUREAU', 'COUNTY', 'APPROVER', '扶贫经费', true],
    ['FINANCE_BUREAU', 'COUNTY', 'APPROVER', null, false],
    ['COUNTY_OFFICE', 'COUNTY', 'COUNTY_OFFICIAL', '扶贫经费', false],
  ])('%s at %s, %s, line %s: may allot %s', (kind, level, role, line, expected) => {
    expect(mayAllot(person(kind, level, role), line)).toBe(expected);
  });

  it('gives 60 basis points on 300,000 yuan for 90 days of 360: 450 yuan', () => {
    expect(ftpConcession(30_000_000n, 60, 90, 360)).toBe(45_000n);
    // 300,000 × 0.6 % × 90 / 365 = 443.8356… yuan
    expect(ftpConcession(30_000_000n, 60, 90, 365)).toBe(44_384n);
    expect(ftpConcession(30_000_000n, 0, 90, 360)).toBe(0n);
  });
});
