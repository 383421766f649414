import { describe, expect, it } from 'vitest';
import type { PolicyRow } from './policy';
import {
  checkApprover,
  checkErasable,
  checkLifter,
  dueKinds,
  keptUntil,
  type RetentionFacts,
  type SubjectCase,
} from './retention';

const rule = (kind: PolicyRow['kind'], value: bigint, change: Partial<PolicyRow> = {}): PolicyRow => ({
  id: `${kind} ${value}`,
  kind,
  regionId: 0,
  programmeId: null,
  value,
  validFrom: '2017-01-01',
  validTo: null,
  documentNumber: `示例〔2017〕${value}号`,
  ...change,
});
const closed = (endedOn: string, change: Partial<SubjectCase> = {}): SubjectCase => ({
  reference: 'A-1',
  status: 'CLOSED',
  outstandingFen: 0n,
  endedOn,
  ...change,
});
const facts = (change: Partial<RetentionFacts> = {}): RetentionFacts => ({
  cases: [closed('2018-05-01'), closed('2016-01-01')],
  registeredOn: '2015-01-01',
  erased: [],
  heldBy: [],
  path: [9, 3, 0],
  rules: [rule('RETAIN_NUMBERS', 5n), rule('RETAIN_FILES', 10n), rule('RETAIN_NAMES', 30n)],
  ...change,
});
const kinds = (given: RetentionFacts, today: string) => dueKinds(given, today).map(({ kind }) => kind);

describe('what is due', () => {
  it('is counted from the end of the last case, each kind by its own years', () => {
    expect(kinds(facts(), '2023-05-01')).toEqual([]);
    expect(kinds(facts(), '2023-05-02')).toEqual(['NUMBERS']);
    expect(kinds(facts(), '2028-05-02')).toEqual(['NUMBERS', 'FILES']);
    expect(dueKinds(facts(), '2023-05-02')).toMatchObject([{ years: 5, endedOn: '2018-05-01', dueOn: '2023-05-02' }]);
  });

  it('keeps whole years also of a leap day', () => {
    expect(keptUntil('2020-02-29', 1)).toBe('2021-03-01');
    expect(keptUntil('2020-02-29', 4)).toBe('2024-03-01');
  });

  it('counts from the registration where there was no case', () => {
    expect(kinds(facts({ cases: [] }), '2020-01-02')).toEqual(['NUMBERS']);
  });

  it('is nothing while a case is worked on, suspended or owed', () => {
    for (const living of [
      closed('2018-05-01', { status: 'OPEN' }),
      closed('2018-05-01', { status: 'SUSPENDED' }),
      closed('2018-05-01', { outstandingFen: 1n }),
    ]) {
      const given = facts({ cases: [closed('2010-01-01'), { ...living, reference: 'A-2' }] });
      expect(kinds(given, '2060-01-01')).toEqual([]);
      expect(checkErasable(given, '2060-01-01')).toEqual({ code: 'ERASURE_CASE_OPEN', params: { reference: 'A-2' } });
    }
  });

  it('follows the rule in force today, of the nearest place', () => {
    const changed = [
      rule('RETAIN_NUMBERS', 5n, { validTo: '2025-01-01' }),
      rule('RETAIN_NUMBERS', 10n, { validFrom: '2025-01-01' }),
      rule('RETAIN_NUMBERS', 7n, { validFrom: '2025-01-01', regionId: 3 }),
    ];
    expect(kinds(facts({ rules: changed.slice(0, 2) }), '2024-12-31')).toEqual(['NUMBERS']);
    expect(kinds(facts({ rules: changed.slice(0, 2) }), '2025-01-01')).toEqual([]);
    expect(kinds(facts({ rules: changed }), '2025-05-02')).toEqual(['NUMBERS']);
  });
});

describe('what may be asked', () => {
  it('says why not: no rule, not yet and until when, everything gone', () => {
    expect(checkErasable(facts({ rules: [] }), '2060-01-01')).toEqual({ code: 'ERASURE_NO_RULE' });
    expect(checkErasable(facts(), '2023-05-01')).toEqual({
      code: 'ERASURE_NOT_DUE',
      params: { day: '2023-05-02', documentNumber: '示例〔2017〕5号' },
    });
    const all = facts({ erased: ['NUMBERS', 'FILES', 'TEXTS', 'NAMES'] });
    expect(checkErasable(all, '2060-01-01')).toEqual({ code: 'ERASED_ALREADY' });
    expect(checkErasable(facts(), '2023-05-02')).toBeNull();
    // the first kind is gone, the next has its time
    expect(checkErasable(facts({ erased: ['NUMBERS'] }), '2023-05-02')).toMatchObject({
      code: 'ERASURE_NOT_DUE',
      params: { day: '2028-05-02' },
    });
  });

  it('is approved by somebody else, who answers for a county or more', () => {
    const actor = (userId: string, level: string) => ({ userId, organisation: { level } });
    expect(checkApprover({ askedById: 'a' }, actor('a', 'COUNTY'))?.code).toBe('SAME_PERSON');
    expect(checkApprover({ askedById: 'a' }, actor('b', 'TOWNSHIP'))?.code).toBe('NOT_PERMITTED');
    expect(checkApprover({ askedById: 'a' }, actor('b', 'COUNTY'))).toBeNull();
  });
});

describe('a hold', () => {
  it('keeps everything while it stands, whatever the rules and the cases say', () => {
    const held = facts({ heldBy: ['院字1号', '院字2号'], cases: [closed('2010-01-01', { status: 'OPEN' })] });
    expect(checkErasable(held, '2060-01-01')).toEqual({ code: 'ERASURE_HELD', params: { documentNumber: '院字1号' } });
    expect(checkErasable(facts(), '2060-01-01')).toBeNull();
  });

  it('is lifted by another person, of a county or more', () => {
    const hold = { setById: 'one' };
    const person = (userId: string, level: string) => ({ userId, organisation: { level } });
    expect(checkLifter(hold, person('two', 'COUNTY'))).toBeNull();
    expect(checkLifter(hold, person('one', 'PROVINCE'))).toEqual({ code: 'SAME_PERSON' });
    expect(checkLifter(hold, person('two', 'TOWNSHIP'))).toEqual({ code: 'NOT_PERMITTED' });
  });
});
