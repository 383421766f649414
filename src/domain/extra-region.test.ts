import { describe, expect, it } from 'vitest';
import { checkExtraRegion, pathBelow } from './extra-region';

describe('a unit that the extract lacks', () => {
  it('lies directly below the level above it; a development zone needs no code', () => {
    expect(checkExtraRegion('COUNTY', 'CITY', null)).toBeNull();
    expect(checkExtraRegion('VILLAGE', 'TOWNSHIP', '410225105999')).toBeNull();
    expect(checkExtraRegion('VILLAGE', 'COUNTY', null)?.code).toBe('REGION_PARENT_LEVEL');
    expect(checkExtraRegion('TOWNSHIP', 'CITY', null)?.code).toBe('REGION_PARENT_LEVEL');
  });

  it('has the digits of its level, if it has a code', () => {
    expect(checkExtraRegion('COUNTY', 'CITY', '4102')).toEqual({ code: 'REGION_CODE_DIGITS', params: { digits: 6 } });
    expect(checkExtraRegion('TOWNSHIP', 'COUNTY', '41022510X')?.code).toBe('REGION_CODE_DIGITS');
  });

  it('carries its own id at its own level', () => {
    const parent = { provinceId: 41, cityId: 4102, countyId: null, townshipId: null };
    expect(pathBelow(parent, 'COUNTY', 500)).toEqual({ ...parent, countyId: 500 });
    expect(pathBelow({ ...parent, countyId: 500, townshipId: 501 }, 'VILLAGE', 502)).toEqual({
      ...parent,
      countyId: 500,
      townshipId: 501,
    });
  });
});
