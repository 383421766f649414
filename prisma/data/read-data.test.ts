import { describe, expect, it } from 'vitest';
import { addWorkingDays, isValidDay, type WorkCalendar, workingDaysBetween } from '@/domain/calendar';
import { type RegionLevel, type RegionRow, readRegions, readWorkingDays } from './read-data';

describe('regions', () => {
  const regions = readRegions();
  const byId = new Map(regions.map((region) => [region.id, region]));
  const parentLevel = {
    NATION: null,
    PROVINCE: 'NATION',
    CITY: 'PROVINCE',
    COUNTY: 'CITY',
    TOWNSHIP: 'COUNTY',
    VILLAGE: 'TOWNSHIP',
  } as const satisfies Record<RegionLevel, RegionLevel | null>;
  const pathOf = (code: string): string[] => {
    const names: string[] = [];
    let region: RegionRow | undefined = regions.find((row) => row.code === code);
    while (region) {
      names.unshift(region.name);
      region = byId.get(region.parentId ?? -1);
    }
    return names;
  };

  it('holds the counts of its source', () => {
    const counts = new Map<RegionLevel, number>();
    for (const { level } of regions) counts.set(level, (counts.get(level) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      NATION: 1,
      PROVINCE: 31,
      CITY: 342,
      COUNTY: 2_978,
      TOWNSHIP: 41_352,
      VILLAGE: 514,
    });
  });

  it('has one id and one code a region, ids without gaps, the nation first', () => {
    expect(regions[0]).toEqual({ id: 1, code: '0', name: '中国', level: 'NATION', parentId: null });
    expect(byId.size).toBe(regions.length);
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
    expect(Math.max(...byId.keys())).toBe(regions.length);
  });

  it('leads every region up through every level, and names a parent before its children', () => {
    const wrong = regions.filter(({ id, level, parentId, code }) => {
      if (level === 'NATION') return parentId !== null;
      const parent = byId.get(parentId ?? -1);
      if (!parent || parent.id >= id || parent.level !== parentLevel[level]) return true;
      return parent.level !== 'NATION' && !code.startsWith(parent.code);
    });
    expect(wrong).toEqual([]);
  });

  it('has no name that is empty or carries a space', () => {
    expect(regions.filter(({ name }) => !/^\S+$/.test(name))).toEqual([]);
  });

  it('keeps the levels of municipalities, of counties under a province and of cities without counties', () => {
    expect(pathOf('110101')).toEqual(['中国', '北京市', '市辖区', '东城区']);
    expect(pathOf('419001')).toEqual(['中国', '河南省', '省直辖县级行政区划', '济源市']);
    expect(pathOf('429021')).toEqual(['中国', '湖北省', '省直辖县级行政区划', '神农架林区']);
    expect(pathOf('659001')).toEqual(['中国', '新疆维吾尔自治区', '自治区直辖县级行政区划', '石河子市']);
    expect(pathOf('441900')).toEqual(['中国', '广东省', '东莞市', '东莞市']);
  });

  it('keeps the ids that are already in databases', () => {
    expect(regions.find(({ code }) => code === '410225')).toMatchObject({ name: '兰考县', id: 1_808 });
    expect(regions.find(({ code }) => code === '430511')).toMatchObject({ name: '北塔区', id: 2_113 });
    expect(pathOf('430511101201')).toEqual(['中国', '湖南省', '邵阳市', '北塔区', '陈家桥镇', '光裕村']);
  });
});

describe('working days', () => {
  const { publishedYears, days } = readWorkingDays();
  const calendar: WorkCalendar = {
    publishedThrough: publishedYears,
    exceptions: new Map(days.map(({ day, kind }) => [day, kind])),
  };

  it('covers 2004 to 2026, each day once, each with the name of its holiday', () => {
    expect(publishedYears).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    expect(calendar.exceptions.size).toBe(days.length);
    expect(days.filter(({ day, name }) => !isValidDay(day) || name === '')).toEqual([]);
  });

  it('makes only weekend days up', () => {
    const wrong = days.filter(
      ({ day, kind }) => kind === 'WORKDAY' && ![0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay()),
    );
    expect(wrong).toEqual([]);
  });

  it('gives the working days of a year: 250 with eleven days off by law, 248 with thirteen', () => {
    const count = (year: number) => workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, calendar);
    expect(count(2019)).toBe(250);
    expect(count(2025)).toBe(248);
    expect(count(2026)).toBe(248);
  });

  it('carries a due date over the long holidays', () => {
    expect(addWorkingDays('2026-02-13', 1, calendar)).toEqual({ day: '2026-02-14', provisional: false });
    expect(addWorkingDays('2026-02-14', 1, calendar)).toEqual({ day: '2026-02-24', provisional: false });
    expect(addWorkingDays('2017-09-30', 1, calendar)).toEqual({ day: '2017-10-09', provisional: false });
    expect(addWorkingDays('2026-12-31', 1, calendar)).toEqual({ day: '2027-01-04', provisional: true });
  });
});
