import { describe, expect, it } from 'vitest';
import { checkGrantDays, checkHigher, checkWithinOwn } from './raise';

const limit = (organisationId: string, upToFen: bigint | null, change: object = {}) => ({
  organisationId,
  applicantKind: null,
  upToFen,
  validFrom: '2020-01-01',
  validTo: null,
  ...change,
});
const grant = (upToFen: bigint | null) => ({
  organisationId: 'branch',
  applicantKind: 'COOPERATIVE' as const,
  upToFen,
  validFrom: '2026-03-02',
});
const ROWS = [limit('branch', 100n), limit('branch', 300n), limit('head', 900n)];

describe('a temporary raise', () => {
  it('is above what the organisation may decide on its first day', () => {
    expect(checkHigher(ROWS, grant(301n))).toBeNull();
    expect(checkHigher(ROWS, grant(null))).toBeNull();
    expect(checkHigher(ROWS, grant(300n))?.code).toBe('RAISE_NOT_HIGHER');
    expect(checkHigher([limit('branch', null)], grant(301n))?.code).toBe('RAISE_NOT_HIGHER');
    expect(checkHigher([], grant(1n))).toBeNull();
  });

  it('weighs a limit that begins on that day, and any without an end among others', () => {
    expect(checkHigher([limit('branch', 300n, { validFrom: '2026-03-02' })], grant(300n))?.code).toBe(
      'RAISE_NOT_HIGHER',
    );
    expect(checkHigher([limit('branch', 100n), limit('branch', null)], grant(301n))?.code).toBe('RAISE_NOT_HIGHER');
  });

  it('looks past rows of another kind, another organisation and another time', () => {
    const others = [
      limit('branch', 900n, { applicantKind: 'HOUSEHOLD' }),
      limit('other', 900n),
      limit('branch', 900n, { validTo: '2026-03-02' }),
      limit('branch', 900n, { validFrom: '2026-03-03' }),
    ];
    expect(checkHigher([...ROWS, ...others], grant(301n))).toBeNull();
  });

  it('stays within what head office holds', () => {
    expect(checkWithinOwn(ROWS, 'head', grant(900n))).toBeNull();
    expect(checkWithinOwn(ROWS, 'head', grant(901n))?.code).toBe('OVER_OWN_AUTHORITY');
    expect(checkWithinOwn(ROWS, 'head', grant(null))?.code).toBe('OVER_OWN_AUTHORITY');
    expect(checkWithinOwn([limit('head', null)], 'head', grant(null))).toBeNull();
    expect(checkWithinOwn([], 'head', grant(null))).toBeNull();
  });

  it('has its days in order, and some of them still to come', () => {
    expect(checkGrantDays('2026-03-02', '2026-03-02', '2026-03-02')).toBeNull();
    expect(checkGrantDays('2026-03-03', '2026-03-02', '2026-03-01')?.code).toBe('GRANT_DAYS');
    expect(checkGrantDays('2026-02-01', '2026-03-01', '2026-03-02')?.code).toBe('GRANT_DAYS');
  });
});
