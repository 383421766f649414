import { expect, test } from 'vitest';

test('this one passes', () => expect(1).toBe(1));

test('this one fails on purpose', () => expect([{ amountFen: 1n }]).toEqual([{ amountFen: 2n }]));
