import { describe, expect, it } from 'vitest';
import { personOf } from '../../tests/support/facts';
import { type Actor, actsFor, covers, type RegionLevel, scopeOf } from './actor';
import { ROLES, type Role } from './permissions';

type Organisation = Actor['organisation'];
const LEVELS: RegionLevel[] = ['NATION', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE'];
const PUBLIC_KINDS = ['LEADING_GROUP', 'COUNTY_OFFICE', 'FINANCE_BUREAU', 'REGULATOR', 'AUDIT_OFFICE', 'STATION'];
const organisationOf = (change: Partial<Organisation>): Organisation => ({
  ...personOf([]).organisation,
  financierId: null,
  provincialBranchId: null,
  countyBranchId: null,
  regionId: 7,
  ...change,
});

describe('what a person may see', () => {
  it.each([
    ['PROVINCE', 'provinceId'],
    ['CITY', 'cityId'],
    ['COUNTY', 'countyId'],
    ['TOWNSHIP', 'townshipId'],
    ['VILLAGE', 'villageId'],
  ] as const)('an office at %s sees its own subtree', (level, column) => {
    for (const kind of PUBLIC_KINDS)
      expect(scopeOf(organisationOf({ kind, level }), ['COUNTY_OFFICIAL'])).toEqual({
        kind: 'REGION',
        column,
        regionId: 7,
      });
  });

  it('a national office sees the nation', () => {
    expect(scopeOf(organisationOf({ kind: 'LEADING_GROUP', level: 'NATION' }), ['LEADER'])).toEqual({ kind: 'NATION' });
  });

  it.each(['BANK', 'INSURER'])('a %s sees its branch subtree and never a region', (kind) => {
    const ids = { financierId: 'f', provincialBranchId: 'p', countyBranchId: 'c' };
    const scope = (change: Partial<Organisation>, level: RegionLevel) =>
      scopeOf(organisationOf({ kind, level, ...change }), ['CREDIT_LEAD']);
    expect(scope(ids, 'COUNTY')).toEqual({ kind: 'FINANCIER', column: 'countyBranchId', organisationId: 'c' });
    expect(scope({ ...ids, countyBranchId: null }, 'PROVINCE')).toEqual({
      kind: 'FINANCIER',
      column: 'provincialBranchId',
      organisationId: 'p',
    });
    expect(scope({ financierId: 'f' }, 'NATION')).toEqual({
      kind: 'FINANCIER',
      column: 'financierId',
      organisationId: 'f',
    });
    for (const level of LEVELS) expect(scope({}, level)).toEqual({ kind: 'NONE' });
  });

  it('the operator and the three administrators see no case, wherever they sit and whatever else they are', () => {
    for (const level of LEVELS) {
      expect(scopeOf(organisationOf({ kind: 'OPERATOR', level }), ['COUNTY_OFFICIAL'])).toEqual({ kind: 'NONE' });
      for (const kind of [...PUBLIC_KINDS, 'BANK', 'INSURER', 'OPERATOR'])
        for (const role of ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'] as const)
          expect(scopeOf(organisationOf({ kind, level, financierId: 'f' }), [role, 'COUNTY_OFFICIAL'])).toEqual({
            kind: 'NONE',
          });
    }
  });

  it('has an answer for every kind, level and role', () => {
    for (const kind of [...PUBLIC_KINDS, 'BANK', 'INSURER', 'OPERATOR'])
      for (const level of LEVELS)
        for (const role of ROLES as readonly Role[])
          expect(['REGION', 'FINANCIER', 'NATION', 'NONE']).toContain(
            scopeOf(organisationOf({ kind, level }), [role]).kind,
          );
  });
});

describe('whether somebody sees a case', () => {
  const row = {
    provinceId: 1,
    cityId: 2,
    countyId: 3,
    townshipId: 4,
    villageId: null,
    financierId: 'f',
    provincialBranchId: null,
    countyBranchId: 'c',
  };

  it('one column equals one value', () => {
    expect(covers({ kind: 'REGION', column: 'countyId', regionId: 3 }, row)).toBe(true);
    expect(covers({ kind: 'REGION', column: 'countyId', regionId: 9 }, row)).toBe(false);
    expect(covers({ kind: 'REGION', column: 'villageId', regionId: 3 }, row)).toBe(false);
    expect(covers({ kind: 'FINANCIER', column: 'countyBranchId', organisationId: 'c' }, row)).toBe(true);
    expect(covers({ kind: 'FINANCIER', column: 'provincialBranchId', organisationId: 'p' }, row)).toBe(false);
  });

  it('the nation sees every case, an administrator none', () => {
    expect(covers({ kind: 'NATION' }, row)).toBe(true);
    expect(covers({ kind: 'NONE' }, row)).toBe(false);
  });
});

it('a person acts for themselves and for those whom they stand in for', () => {
  expect(actsFor({ userId: 'ann', standsInFor: [] })).toEqual(['ann']);
  expect(actsFor({ userId: 'ann', standsInFor: ['bo', 'cy'] })).toEqual(['ann', 'bo', 'cy']);
});
