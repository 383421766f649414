import { describe, expect, it } from 'vitest';
import { overlappingPolicy } from './policy-rows';

const row = {
  kind: 'HOUSEHOLD_CAP' as const,
  regionId: 1,
  programmeId: null,
  validFrom: '2019-01-01',
  validTo: '2021-01-01',
};

describe('a row of a policy', () => {
  it('follows another from the day on which that one ends', () => {
    expect(overlappingPolicy([row], { ...row, validFrom: '2021-01-01', validTo: null })).toBeNull();
    expect(overlappingPolicy([row], { ...row, validFrom: '2018-01-01', validTo: '2019-01-01' })).toBeNull();
  });

  it('is found to overlap by a single day, and where neither has an end', () => {
    expect(overlappingPolicy([row], { ...row, validFrom: '2020-12-31', validTo: null })).toBe(row);
    const open = { ...row, validTo: null };
    expect(overlappingPolicy([open], { ...row, validFrom: '2030-01-01', validTo: null })).toBe(open);
  });

  it('stands beside one of another kind, place or programme', () => {
    for (const other of [{ kind: 'NOTICE_DAYS' as const }, { regionId: 2 }, { programmeId: 'programme' }])
      expect(overlappingPolicy([row], { ...row, ...other })).toBeNull();
  });
});
