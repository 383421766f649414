import { addDays, type Day } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from './lifecycle';

/** who owes the demo's overdue loan; further ones are numbered */
export const OVERDUE_NAME = '示例D农户逾期';

const AMOUNT_FEN = 3_000_000n;
/** a loan of three months, paid out so long ago that it is overdue for more than the ninety days of a claim */
const PAID_DAYS_AGO = 200;
const TERM_MONTHS = 3;

/** A household's loan behind the county's risk-compensation fund of which nothing was paid back when it fell due. */
export async function makeOverdueLoan(today: Day, seed: number, name: string) {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'D' }, include: { definitions: true } });
  const lead = await db().user.findUniqueOrThrow({ where: { username: BANK_CREW.lead } });
  const station = await db().user.findUniqueOrThrow({
    where: { username: BANK_CREW.registrar },
    include: { organisation: true },
  });
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: station.organisation.regionId, validTo: null },
  });
  const journey = new Journey(BANK_CREW, addDays(today, -PAID_DAYS_AGO - 4), seed);
  await journey.consult({
    programmeId: programme.id,
    townshipId: village.parentId as number,
    villageId: village.regionId,
    branchId: lead.organisationId,
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(seed % 1_000, '1979-04-12', seed % 2 ? 'FEMALE' : 'MALE'),
      name,
      phone: `133${String(10_000_000 + (seed % 9_000_000))}`,
      householdKind: 'LIFTED_OUT',
    },
    title: `${name}生猪养殖`,
    purpose: '生猪养殖',
    eligibility: { PRODUCTION_USE: true, CREDIT_HOUSEHOLD: true, BAD_CREDIT: false },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(seed),
    requestedAmountFen: AMOUNT_FEN,
    requestedTermMonths: TERM_MONTHS,
  });
  await journey.later(1).accept();
  await journey.assign();
  const terms = { termMonths: TERM_MONTHS, rateBps: 450 };
  await journey.later(1).recommend(AMOUNT_FEN, terms);
  await journey.approve();
  await journey.later(1).contract(AMOUNT_FEN, undefined, terms);
  await journey.later(1).pay();
  return { id: journey.id, reference: journey.reference, title: `${name}生猪养殖` };
}
