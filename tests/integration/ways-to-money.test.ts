import { describe } from 'vitest';
import { tryWays } from '../support/ways';
import { WAYS_TO_MONEY } from './ways-around-money';
import { WAYS_AROUND_QUOTA_AND_FUND } from './ways-around-quota-and-fund';

/** The second half of ways-around-a-gate.test.ts: what stands between an approval and the money. */
describe('to money', () => tryWays(WAYS_TO_MONEY));
describe('around a quota or a fund', () => tryWays(WAYS_AROUND_QUOTA_AND_FUND));
