import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoAccounts } from '../seed/people';

test('the accounts that npm start prints are those of the seed (else: npx tsx scripts/write-demo-accounts.ts)', () => {
  expect(JSON.parse(readFileSync('prisma/demo-accounts.json', 'utf8'))).toEqual(demoAccounts());
});
