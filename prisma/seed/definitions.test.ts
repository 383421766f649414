import { describe, expect, it } from 'vitest';
import { findDefinitionFaults } from '@/domain/definition-faults';
import { parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_TEXTS } from './programme-texts';

describe.each(PROGRAMME_TEXTS)('$code', ({ body }) => {
  it('is a definition that could be published', () => {
    expect(findDefinitionFaults(parseProgrammeBody(body))).toEqual([]);
  });
});
