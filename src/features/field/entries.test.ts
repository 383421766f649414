import { describe, expect, it } from 'vitest';
import { FIELD_HOURS, readMarker, unsentId, writeMarker } from './entries';

const USER = '019a0000-0000-7000-8000-000000000000';
const HOUR = 3_600_000;

describe('whose drafts the field page opens', () => {
  it('is who used the portal here last, for some hours', () => {
    const marker = writeMarker(USER, 1_000);
    expect(readMarker(marker, 1_000)).toBe(USER);
    expect(readMarker(marker, 1_000 + FIELD_HOURS * HOUR - 1)).toBe(USER);
    expect(readMarker(marker, 1_000 + FIELD_HOURS * HOUR)).toBeNull();
  });

  it('is nobody after signing out, with a clock set back, or with what is no marker', () => {
    for (const text of [null, '', USER, `${USER}@`, `${USER}@x`, 'x@1']) expect(readMarker(text, 2_000)).toBeNull();
    expect(readMarker(writeMarker(USER, 5_000), 2_000)).toBeNull();
  });
});

it('keeps one draft per visit of a case and per monthly report', () => {
  expect(unsentId({ kind: 'visit', caseId: 'a' })).toBe('unsent:visit:a');
  expect(unsentId({ kind: 'report', caseId: 'a', reportId: 'r' })).toBe('unsent:report:r');
});
