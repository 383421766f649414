import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import type { ApplicantKind } from '@/domain/stage';
import { db } from '@/server/db';
import { BEITA_CREW, type Crew, Journey } from '../../prisma/seed/lifecycle';
import { regionId } from './world';

export const WAN = 1_000_000n;
let serial = 8_000;

/** A case of this crew, consulted on a day in the first township of its county. */
export async function consult(
  crew: Crew,
  kind: ApplicantKind,
  wan: bigint,
  day: string,
  { recommender = null }: { recommender?: string | null } = {},
): Promise<Journey> {
  serial += 1;
  const lead = await db().user.findUniqueOrThrow({ where: { username: crew.lead } });
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const name = `示例主体${serial}`;
  // registered at the branch: a village station could name no township alone
  return new Journey({ ...crew, registrar: crew.managerA }, day, serial).consult({
    programmeId: programme.id,
    townshipId: await regionId(crew === BEITA_CREW ? '430511101' : '410225105'),
    villageId: null,
    branchId: lead.organisationId,
    applicant:
      kind === 'HOUSEHOLD'
        ? {
            kind,
            identityNumber: makeDemoIdentityNumber(serial % 400, '1981-04-09', 'FEMALE'),
            name,
            phone: `137${serial + 10_000_000}`,
            householdKind: 'LIFTED_OUT',
          }
        : {
            kind,
            creditCode: makeDemoCreditCode(serial),
            name,
            contactName: '示例',
            contactPhone: `136${serial + 10_000_000}`,
          },
    title: `${name}项目`,
    purpose: '流动资金',
    recommenderOrganisation: recommender,
    recommenderPerson: null,
    eligibility: {
      PRODUCTION_USE: true,
      BAD_CREDIT: false,
      ABLE_TO_WORK: true,
      LAWFUL_OPERATION: true,
      DRIVES_HOUSEHOLDS: true,
    },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(serial),
    requestedAmountFen: wan * WAN,
    requestedTermMonths: 12,
  });
}

/** Accepted on the second day, approved on the tenth. */
export async function approve(journey: Journey, wan: bigint): Promise<Journey> {
  await journey.later(1).accept();
  await journey.later(1).assign();
  await journey.later(4).recommend(wan * WAN);
  return journey.later(3).approve(wan * WAN);
}
