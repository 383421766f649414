import { describe, expect, it } from 'vitest';
import { type Gate, TRANSITIONS } from '@/domain/stage';
import { tryWays, type Way } from '../support/ways';
import { WAYS_TO_AN_APPROVAL } from './ways-around-approval';
import { WAYS_TO_MONEY } from './ways-around-money';
import { WAYS_AROUND_QUOTA_AND_FUND } from './ways-around-quota-and-fund';
import { WAYS_BY_ANOTHER_RULE, WAYS_THROUGH_A_SESSION } from './ways-around-sessions';

/**
 * Every way to money around a gate that we know of, each tried through the mutations, here or in ways-to-money.test.ts.
 * A new gate on the way to money without a row fails.
 */
const ALL: readonly Way[] = [
  ...WAYS_TO_AN_APPROVAL,
  ...WAYS_THROUGH_A_SESSION,
  ...WAYS_BY_ANOTHER_RULE,
  ...WAYS_TO_MONEY,
  ...WAYS_AROUND_QUOTA_AND_FUND,
];

describe('to an approval', () => tryWays(WAYS_TO_AN_APPROVAL));
describe('through a session', () => tryWays(WAYS_THROUGH_A_SESSION));
describe('by another lane or another version', () => tryWays(WAYS_BY_ANOTHER_RULE));

it('knows a way around every gate that stands before money', () => {
  const { submit, accept, recommend, endorse, approve, sign, disburse } = TRANSITIONS;
  const gates: Gate[] = [submit, accept, recommend, endorse, approve, sign, disburse].flatMap((row) => [...row.needs]);
  const tried = new Set(ALL.map((way) => way.gate));
  expect([...new Set(gates)].filter((gate) => !tried.has(gate))).toEqual([]);
});
