import { describe, expect, it } from 'vitest';
import { findDefinitionFaults } from '@/domain/definition-faults';
import { parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_A } from './programme-a';
import { PROGRAMME_B } from './programme-b';
import {
  CAPITAL_ITEM,
  CONSUMPTION_PURCHASE,
  DONATION,
  EDUCATION_AID,
  PROGRAMME_C,
  RELIEF_EXPENSE,
} from './programme-c';
import { PROGRAMME_D } from './programme-d';
import { PROGRAMME_E } from './programme-e';

const BODIES = {
  PROGRAMME_A,
  PROGRAMME_B,
  PROGRAMME_C,
  PROGRAMME_D,
  PROGRAMME_E,
  DONATION,
  RELIEF_EXPENSE,
  CAPITAL_ITEM,
  EDUCATION_AID,
  CONSUMPTION_PURCHASE,
};

describe.each(Object.entries(BODIES))('%s', (_name, body) => {
  it('is a definition, and its payments make up the whole', () => {
    const parsed = parseProgrammeBody(body);
    expect(parsed.payments.reduce((sum, share) => sum + share.shareBps, 0)).toBe(10_000);
  });

  it('could be published, its documents included', () => {
    const parsed = parseProgrammeBody(body);
    expect(findDefinitionFaults(parsed)).toEqual([]);
    expect(parsed.templates.length).toBeGreaterThan(4);
  });
});
