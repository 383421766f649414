import { describe, expect, it } from 'vitest';
import type { Scope } from '@/domain/actor';
import { regionScopeSql, scopeSql, visibleInRegion, visibleTo } from './scope';

const REGIONS = ['provinceId', 'cityId', 'countyId', 'townshipId', 'villageId'] as const;
const BRANCHES = ['financierId', 'provincialBranchId', 'countyBranchId'] as const;
const BRANCH = '01890000-0000-7000-8000-000000000001';
const inRegion = (column: (typeof REGIONS)[number]): { scope: Scope } => ({
  scope: { kind: 'REGION', column, regionId: 7 },
});
const inBranch = (column: (typeof BRANCHES)[number]): { scope: Scope } => ({
  scope: { kind: 'FINANCIER', column, organisationId: BRANCH },
});
const nation: { scope: Scope } = { scope: { kind: 'NATION' } };
const nobody: { scope: Scope } = { scope: { kind: 'NONE' } };
const said = ({ text, values }: { text: string; values: readonly unknown[] }) => [text, ...values];

describe('what a query asks of rows', () => {
  it.each(REGIONS)('of somebody of a region: its %s alone', (column) => {
    expect(visibleTo(inRegion(column))).toEqual({ [column]: 7 });
    expect(visibleInRegion(inRegion(column))).toEqual({ [column]: 7 });
  });

  it.each(BRANCHES)('of somebody of a branch: its %s alone, and nothing where rows have a region only', (column) => {
    expect(visibleTo(inBranch(column))).toEqual({ [column]: BRANCH });
    expect(visibleInRegion(inBranch(column))).toEqual({ countyId: -1 });
  });

  it('of the nation nothing, of an administrator what no row has', () => {
    expect(visibleTo(nation)).toEqual({});
    expect(visibleInRegion(nation)).toEqual({});
    expect(visibleTo(nobody)).toEqual({ countyId: -1 });
    expect(visibleInRegion(nobody)).toEqual({ countyId: -1 });
  });
});

describe('the same in SQL', () => {
  it('names the column of the table and keeps the value out of the text', () => {
    expect(said(scopeSql(inRegion('countyId'), 'c'))).toEqual(['c.county_id = $1', 7]);
    expect(said(scopeSql(inRegion('townshipId'), 'd'))).toEqual(['d.township_id = $1', 7]);
    expect(said(scopeSql(inBranch('provincialBranchId'), 'c'))).toEqual(['c.provincial_branch_id = $1::uuid', BRANCH]);
  });

  it('asks nothing of the nation, and of an administrator what no row has', () => {
    expect(said(scopeSql(nation, 'c'))).toEqual(['true']);
    expect(said(scopeSql(nobody, 'c'))).toEqual(['c.county_id = $1', -1]);
  });

  it('lets nobody of a branch into rows that have a region only', () => {
    expect(said(regionScopeSql(inBranch('financierId'), 'h'))).toEqual(['false']);
    expect(said(regionScopeSql(inRegion('cityId'), 'h'))).toEqual(['h.city_id = $1', 7]);
    expect(said(regionScopeSql(nation, 'h'))).toEqual(['true']);
  });
});
