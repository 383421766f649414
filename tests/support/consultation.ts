import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import type { ConsultationInput } from '@/features/consultations/mutations';
import { db } from '@/server/db';
import { regionId } from './world';

/** Where the demo counties' cases stand: township and the first of its villages, which is the station's. */
export const LANKAO = { township: '410225105', branch: '示例银行兰考县支行' };
export const BEITA = { township: '430511101', branch: '第二示例银行北塔区支行' };

const ANSWERS = {
  PRODUCTION_USE: true,
  BAD_CREDIT: false,
  ABLE_TO_WORK: true,
  LAWFUL_OPERATION: true,
  DRIVES_HOUSEHOLDS: true,
};

export async function organisationId(name: string): Promise<string> {
  const row = await db().organisation.findFirstOrThrow({ where: { name: { path: ['zh'], equals: name } } });
  return row.id;
}

/** The place of a demo county's station. */
export async function stationPlace(where: { township: string }): Promise<{ townshipId: number; villageId: number }> {
  const townshipId = await regionId(where.township);
  const first = await db().regionVersion.findFirstOrThrow({
    where: { parentId: townshipId, validTo: null },
    orderBy: { regionId: 'asc' },
    select: { regionId: true },
  });
  return { townshipId, villageId: first.regionId };
}

async function common(where: typeof LANKAO) {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  return {
    programmeId: programme.id,
    consultedOn: '2026-03-02',
    ...(await stationPlace(where)),
    branchId: await organisationId(where.branch),
    purpose: '购买饲料和仔猪',
    eligibility: ANSWERS,
    requestedTermMonths: 24,
  };
}

/** A household's consultation; `seq` makes its identity number. */
export async function householdConsultation(seq: number, where = LANKAO): Promise<ConsultationInput> {
  const name = `样本${'甲乙丙丁戊己庚辛壬癸'[seq % 10]}`;
  return {
    ...(await common(where)),
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(seq, '1985-03-02', 'FEMALE'),
      name,
      phone: `139${String(seq).padStart(8, '0')}`,
      householdKind: 'REGISTERED_POOR',
      address: `样本路${seq}号`,
    },
    title: '生猪养殖',
    payeeName: name,
    payeeAccount: makeDemoBankAccount(seq),
    requestedAmountFen: 3_000_000n,
  };
}

/** A cooperative's consultation. */
export async function cooperativeConsultation(seq: number, where = LANKAO): Promise<ConsultationInput> {
  return {
    ...(await common(where)),
    applicant: {
      kind: 'COOPERATIVE',
      creditCode: makeDemoCreditCode(seq),
      name: `样本种植专业合作社${seq}`,
      contactName: '样本丁',
      contactPhone: `138${String(seq).padStart(8, '0')}`,
    },
    title: '大棚扩建',
    payeeName: `样本种植专业合作社${seq}`,
    payeeAccount: `62${String(seq).padStart(14, '0')}`,
    requestedAmountFen: 50_000_000n,
  };
}
