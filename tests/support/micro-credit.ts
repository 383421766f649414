import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { parseProgrammeBody } from '@/domain/programme';
import { recommendCase } from '@/features/due-diligence/mutations';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from '../../prisma/seed/lifecycle';
import { LANKAO, organisationId, stationPlace } from './consultation';
import { must } from './world';

const YUAN = 100n;

/** A new household's request for micro-credit on a day, at its consultation. */
export async function microCredit(seq: number, day: string, yuan: bigint): Promise<Journey> {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'B' }, include: { definitions: true } });
  const definition = parseProgrammeBody(programme.definitions[0]?.body);
  return new Journey(BANK_CREW, day, seq).consult({
    programmeId: programme.id,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(LANKAO.branch),
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(seq, '1985-03-02', 'FEMALE'),
      name: `示例农户${seq}`,
      phone: `139${String(seq).padStart(8, '0')}`,
      householdKind: 'REGISTERED_POOR',
    },
    title: '示例土鸡养殖',
    purpose: '发展生产',
    eligibility: Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe])),
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(seq),
    requestedAmountFen: yuan * YUAN,
    requestedTermMonths: 12,
  });
}

/** The same, paid on that day for a year at a rate. */
export async function microLoan(seq: number, day: string, yuan: bigint, rateBps: number): Promise<Journey> {
  const journey = await microCredit(seq, day, yuan);
  await lend(journey, yuan, rateBps);
  return journey;
}

/** From the application to the payment. */
export async function lend(journey: Journey, yuan: bigint, rateBps: number): Promise<void> {
  await journey.accept();
  await journey.assign();
  await journey.recommend(yuan * YUAN, { rateBps });
  await journey.approve();
  await payOut(journey, yuan, rateBps);
}

/** The same from the report on, where an earlier one was refused. */
export async function lendFromReport(journey: Journey, yuan: bigint, rateBps: number): Promise<void> {
  await journey.report(yuan * YUAN, { rateBps });
  must(await recommendCase(await journey.as(BANK_CREW.managerA), { caseId: journey.id, version: null }));
  await journey.approve();
  await payOut(journey, yuan, rateBps);
}

async function payOut(journey: Journey, yuan: bigint, rateBps: number) {
  await journey.contract(yuan * YUAN, undefined, { rateBps });
  await journey.pay();
}
