import { describe, expect, it } from 'vitest';
import { branchOf, checkPlacing, type ParentOrganisation, type Place } from './organisation-tree';

const nation: Place = { regionId: 1, level: 'NATION', within: [1] };
const henan: Place = { regionId: 41, level: 'PROVINCE', within: [1, 41] };
const kaifeng: Place = { regionId: 4102, level: 'CITY', within: [1, 41, 4102] };
const lankao: Place = { regionId: 410225, level: 'COUNTY', within: [1, 41, 4102, 410225] };
const hunan: Place = { regionId: 43, level: 'PROVINCE', within: [1, 43] };
const NO_BRANCH = { financierId: null, provincialBranchId: null, countyBranchId: null };
const headOffice: ParentOrganisation = {
  kind: 'BANK',
  level: 'NATION',
  regionId: 1,
  ...branchOf('BANK', 'NATION', 'hq', null),
};
const branch: ParentOrganisation = {
  kind: 'BANK',
  level: 'PROVINCE',
  regionId: 41,
  ...branchOf('BANK', 'PROVINCE', 'br', headOffice),
};
const group: ParentOrganisation = { kind: 'LEADING_GROUP', level: 'PROVINCE', regionId: 41, ...NO_BRANCH };

describe('where an organisation may stand', () => {
  it('is decided by its kind, its place and its parent', () => {
    expect(checkPlacing('BANK', nation, null)).toBeNull();
    expect(checkPlacing('BANK', henan, headOffice)).toBeNull();
    expect(checkPlacing('BANK', lankao, branch)).toBeNull();
    expect(checkPlacing('BANK', lankao, headOffice)).toBeNull();
    expect(checkPlacing('COUNTY_OFFICE', lankao, group)).toBeNull();
    expect(checkPlacing('LEADING_GROUP', henan, null)).toBeNull();
  });

  it.each([
    ['a city branch, which no scope column holds', checkPlacing('BANK', kaifeng, branch), 'LEVEL_NOT_FOR_KIND'],
    ['a county office for a province', checkPlacing('COUNTY_OFFICE', henan, null), 'LEVEL_NOT_FOR_KIND'],
    ['a branch of nobody', checkPlacing('INSURER', henan, null), 'PARENT_MISSING'],
    ['a bank below an insurer', checkPlacing('INSURER', lankao, branch), 'PARENT_NOT_FOR_KIND'],
    ['a head office below another', checkPlacing('BANK', nation, headOffice), 'PARENT_NOT_FOR_KIND'],
    ['a province below a province', checkPlacing('BANK', hunan, branch), 'PARENT_NOT_FOR_KIND'],
    ['an office below a bank', checkPlacing('COUNTY_OFFICE', lankao, branch), 'PARENT_NOT_FOR_KIND'],
    [
      'a county below another province',
      checkPlacing('COUNTY_OFFICE', lankao, { ...group, regionId: 43 }),
      'PARENT_ELSEWHERE',
    ],
  ])('refuses %s', (_what, refusal, code) => {
    expect(refusal?.code).toBe(code);
  });

  it('fills the columns of scope as the tree says', () => {
    expect(branchOf('BANK', 'COUNTY', 'own', branch)).toEqual({
      financierId: 'hq',
      provincialBranchId: 'br',
      countyBranchId: 'own',
    });
    expect(branchOf('STATION', 'VILLAGE', 'own', null)).toEqual(NO_BRANCH);
  });
});
