import { addDays } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { parseProgrammeBody } from '@/domain/programme';
import type { ConsultationInput } from '@/features/consultations/mutations';
import { db } from '@/server/db';
import { BANK_CREW, type Crew, Journey } from '../../prisma/seed/lifecycle';
import { LANKAO, organisationId, stationPlace } from './consultation';

const YUAN = 100n;
/** Where several processes begin cases of one database, each counts from a number of its own. */
let serial = 200 + Number(process.env.PAPERS_FROM ?? 0);

/** An applicant of its own for every case: a household where the programme serves one, else a cooperative. */
export function nextApplicant(kinds: readonly string[]): ConsultationInput['applicant'] {
  serial += 1;
  if (kinds.includes('HOUSEHOLD'))
    return {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(serial, addDays('1985-03-02', -Math.floor(serial / 500)), 'FEMALE'),
      name: `示例农户${serial}`,
      phone: `139${String(serial).padStart(8, '0')}`,
      householdKind: 'REGISTERED_POOR',
    };
  return {
    kind: 'COOPERATIVE',
    creditCode: makeDemoCreditCode(serial),
    name: `示例合作社${serial}`,
    contactName: '示例联系人',
    contactPhone: '13600000307',
  };
}

type Wanted = {
  yuan?: bigint;
  day?: string;
  crew?: Crew;
  branch?: string;
  applicant?: ConsultationInput['applicant'];
};

/** A case of any programme at its beginning, its questions answered as the programme wants them. */
export async function beginCase(code: string, wanted: Wanted = {}): Promise<Journey> {
  const { yuan = 5_000n, day = '2026-03-02', crew = BANK_CREW, branch = LANKAO.branch } = wanted;
  const programme = await db().programme.findUniqueOrThrow({ where: { code }, include: { definitions: true } });
  const definition = parseProgrammeBody(programme.definitions[0]?.body);
  const applicant = wanted.applicant ?? nextApplicant(definition.applicants.map((row) => row.kind));
  return new Journey(crew, day, serial).consult({
    programmeId: programme.id,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(branch),
    applicant,
    title: '示例项目',
    purpose: '发展生产',
    eligibility: Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe])),
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(77),
    requestedAmountFen: yuan * YUAN,
    requestedTermMonths: 12,
  });
}
