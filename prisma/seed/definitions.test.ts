import { describe, expect, it } from 'vitest';
import { findDefinitionFaults } from '@/domain/definition-faults';
import { parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_TEXTS } from './programme-texts';

describe.each(PROGRAMME_TEXTS)('$code', ({ body }) => {
  it('is a definition that could be published, its documents included', () => {
    const parsed = parseProgrammeBody(body);
    expect(findDefinitionFaults(parsed)).toEqual([]);
    expect(parsed.templates.length).toBeGreaterThan(4);
  });

  it('pays out the whole of what is approved', () => {
    const { payments } = parseProgrammeBody(body);
    expect(payments.reduce((sum, share) => sum + share.shareBps, 0)).toBe(10_000);
  });
});
