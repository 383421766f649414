/** Writes prisma/demo-accounts.json, from which `npm start` prints the demo accounts. A test holds it against the seed. */
import { writeFileSync } from 'node:fs';
import { demoAccounts } from '../prisma/seed/people';

writeFileSync('prisma/demo-accounts.json', `${JSON.stringify(demoAccounts(), null, 2)}\n`);
