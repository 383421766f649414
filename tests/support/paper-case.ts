import { hasField, type PaperField } from '@/domain/back-entry-fields';
import { requirementsFor } from '@/domain/completeness';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { paymentShares } from '@/domain/payment-shares';
import { type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import { type ApplicantKind, type Stage, stageIndex } from '@/domain/stage';
import { paymentName } from '@/features/back-entries/fields';
import { saveBackEntry, startBackEntry, submitBackEntry } from '@/features/back-entries/mutations';
import { storeScan } from '@/features/back-entries/mutations-scans';
import { confirmBackEntry } from '@/features/back-entries/mutations-settle';
import { db } from '@/server/db';
import { samplePdf, samplePhoto } from '../../prisma/seed/sample-files';
import { LANKAO, organisationId, stationPlace } from './consultation';
import { at, must } from './world';

let serial = 700;

export const ENTERED_ON = '2026-03-02';

/** What the paper file of a household's case says, as typed, up to a stage. */
export function paperFields(stage: Stage, kind: ApplicantKind = 'HOUSEHOLD'): Record<string, string> {
  serial += 1;
  const name = kind === 'HOUSEHOLD' ? `样本${'甲乙丙丁戊己庚辛壬癸'[serial % 10]}` : `样本补录合作社${serial}`;
  const upTo = (from: Stage, fields: Record<string, string>) => (stageIndex(stage) >= stageIndex(from) ? fields : {});
  return {
    number: kind === 'HOUSEHOLD' ? makeDemoIdentityNumber(serial, '1979-05-06', 'MALE') : makeDemoCreditCode(serial),
    name,
    phone: `137${String(serial).padStart(8, '0')}`,
    ...(kind === 'HOUSEHOLD' ? { householdKind: 'LIFTED_OUT' } : { contactName: '样本联系人' }),
    title: `补录肉牛养殖${serial}`,
    purpose: '购买犊牛和饲料',
    payeeName: name,
    payeeAccount: makeDemoBankAccount(serial),
    consultedOn: '2025-03-03',
    requestedAmountFen: '6',
    requestedTermMonths: '24',
    ...upTo('ACCEPTANCE', { eligible: 'true' }),
    ...upTo('DUE_DILIGENCE', { acceptedOn: '2025-03-10' }),
    ...upTo('DECISION', {
      recommendedOn: '2025-03-20',
      recommendedAmountFen: '5.5',
      recommendedTermMonths: '24',
      recommendedRateBps: '4.75',
    }),
    ...upTo('CONTRACT', {
      approvedOn: '2025-12-01',
      approvedAmountFen: '5',
      approvedTermMonths: '24',
      approvedRateBps: '4.75',
      approvalNote: '县行审批〔2025〕31号',
    }),
    ...upTo('DISBURSEMENT', {
      signedOn: '2025-12-05',
      contractNumber: '借字2025-031',
      contractedAmountFen: '5',
      contractedTermMonths: '24',
      contractedRateBps: '4.75',
      repaymentMethod: 'EQUAL_PRINCIPAL',
      securityKind: 'NONE',
      restPlannedOn: '2026-04-01',
      ...(kind === 'COOPERATIVE' ? { linkedHouseholds: '8' } : {}),
    }),
    ...upTo('FOLLOW_UP', {
      'payments.0.on': '2025-12-10',
      'payments.0.amount': '3',
      'payments.0.voucher': '凭2025-77',
      'payments.1.on': '2026-01-10',
      'payments.1.amount': '1',
      'repayments.0.on': '2026-02-10',
      'repayments.0.principal': '2500',
      'repayments.0.interest': '200.50',
      outstandingAmountFen: '37500',
    }),
  };
}

/**
 * The same of a programme that gives: what it asks for and approves is one amount, and the first of its shares are paid,
 * a month apart. Amounts are in 10,000 yuan.
 */
export function givenFields(
  definition: ProgrammeBody,
  stage: Stage,
  { kind, wan, paid = 1 }: { kind: ApplicantKind; wan: number; paid?: number },
): Record<string, string> {
  const amounts = { requestedAmountFen: String(wan), approvedAmountFen: String(wan) };
  const known = Object.entries({ ...paperFields(stage, kind), ...amounts }).filter(([name]) => {
    const field = (name.split('.')[0] ?? name) as PaperField;
    const isPaid =
      field !== 'payments' && (field !== 'approvedAmountFen' || stageIndex(stage) > stageIndex('DECISION'));
    return isPaid && hasField(definition, { applicantKind: kind }, field);
  });
  const shares = paymentShares(definition, BigInt(Math.round(wan * 1_000_000)));
  const payments = shares.slice(0, stage === 'FOLLOW_UP' ? paid : 0).flatMap(({ amountFen }, index) => [
    [paymentName(index, 'on'), `2026-0${index + 1}-10`],
    [paymentName(index, 'amount'), String(Number(amountFen) / 1_000_000)],
  ]);
  return Object.fromEntries([...known, ...payments]);
}

/** What is in force in the first county's province. */
export async function definitionOf(code: string): Promise<ProgrammeBody> {
  const place = await stationPlace(LANKAO);
  const { provinceId } = await db().regionVersion.findFirstOrThrow({
    where: { regionId: place.townshipId, validTo: null },
  });
  const row = await db().programmeDefinition.findFirstOrThrow({
    where: { provinceId: provinceId ?? 0, programme: { code } },
  });
  return parseProgrammeBody(row.body);
}

type Wanted = {
  fields?: Record<string, string>;
  /** all that is typed, instead of the fields of a loan */
  typed?: Record<string, string>;
  kind?: ApplicantKind;
  by?: string;
  scans?: boolean;
  programme?: string;
  branch?: string;
};

/** A draft with these fields and a scan for each file that the stages behind it ask for. */
export async function draftEntry(
  stage: Stage,
  wanted: Wanted = {},
): Promise<{ id: string; revision: number; paperReference: string }> {
  const { kind = 'HOUSEHOLD', by = 'county', scans = true, programme: code = 'A', branch = LANKAO.branch } = wanted;
  const typed = { ...(wanted.typed ?? paperFields(stage, kind)), ...wanted.fields };
  const ctx = await at(by, ENTERED_ON);
  const programme = await db().programme.findUniqueOrThrow({ where: { code } });
  const paperReference = `兰扶贷〔2025〕${serial}号`;
  const { id } = must(
    await startBackEntry(ctx, {
      programmeId: programme.id,
      kind,
      ...(await stationPlace(LANKAO)),
      branchId: await organisationId(branch),
      stage,
      paperReference,
    }),
  );
  const { revision } = must(await saveBackEntry(ctx, { id, revision: 1, paperReference, stage, typed }));
  if (scans) await scanAll(id, stage, kind, by, await definitionOf(code));
  return { id, revision, paperReference };
}

/** One file stands for all of them but photos: the first is stored as everywhere, the rest name it too. */
async function scanAll(id: string, stage: Stage, applicantKind: ApplicantKind, by: string, definition: ProgrammeBody) {
  const ctx = await at(by, ENTERED_ON);
  let fileId = '';
  for (const requirement of requirementsFor({ definition, applicantKind })) {
    if (!requirement.required || stageIndex(requirement.stage) >= stageIndex(stage)) continue;
    const { code: requirementCode } = requirement;
    const photo = requirement.media === 'PHOTO';
    if (fileId !== '' && !photo) {
      await db().backEntryScan.create({ data: { backEntryId: id, requirementCode, fileId } });
      continue;
    }
    const file = photo
      ? { fileName: 'scan.png', bytes: samplePhoto(3) }
      : { fileName: 'scan.pdf', bytes: samplePdf(requirementCode) };
    const { scanId } = must(await storeScan(ctx, { backEntryId: id, requirementCode, ...file }));
    if (!photo) ({ fileId } = await db().backEntryScan.findUniqueOrThrow({ where: { id: scanId } }));
  }
}

/** A case that was entered from paper at a stage and confirmed by the lead (or somebody else); its id. */
export async function backEnteredCase(
  stage: Stage,
  wanted: Parameters<typeof draftEntry>[1] & { confirmedBy?: string } = {},
): Promise<string> {
  const { id, revision } = await draftEntry(stage, wanted);
  must(await submitBackEntry(await at(wanted.by ?? 'county', ENTERED_ON), { id, revision }));
  const confirmer = await at(wanted.confirmedBy ?? 'lead', ENTERED_ON);
  return must(await confirmBackEntry(confirmer, { id, revision: revision + 1 })).caseId;
}
