import { parseProgrammeBody } from '@/domain/programme';
import { itemsFor } from '@/domain/scoring';
import type { ApplicantKind, Verb } from '@/domain/stage';
import { changeCase } from '@/features/cases/mutations';
import { openCase } from '@/features/cases/mutations-open';
import {
  assignManagers,
  confirmReport,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { type Context, write } from '@/server/command';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { at, must } from './world';

type Wanted = {
  /** recommended; asked for is the same */
  amountFen?: bigint;
  termMonths?: number;
  kind?: ApplicantKind;
  conditions?: { text: string; gate: 'CONTRACT' | 'DISBURSEMENT' }[];
  /** the day on which everything up to the recommendation happens */
  day?: string;
};

/** Where several processes file papers of the same cases, each counts from a number of its own. */
let serial = Number(process.env.PAPERS_FROM ?? 0);

/** A cooperative's (or another entity's) case of the first county and bank, accepted and not yet assigned. */
export async function caseAtDueDiligence(wanted: Wanted = {}): Promise<string> {
  const { amountFen = 80_000_000n, termMonths = 24, kind = 'COOPERATIVE', day = '2026-03-02' } = wanted;
  const county = await at('county', day);
  const caseId = await openEntityCase(county, kind, amountFen, termMonths);
  const definition = await definitionOf(caseId);
  for (const row of definition.catalogue)
    if (row.required && row.stage !== 'CONTRACT' && row.stage !== 'DISBURSEMENT') await fileFor(caseId, row.code);
  await take(county, caseId, 'submit');
  await take(county, caseId, 'accept');
  await take(await at('lead', day), caseId, 'accept');
  return caseId;
}

/** The same, investigated and recommended: at decision. */
export async function caseAtDecision(wanted: Wanted = {}): Promise<string> {
  const { amountFen = 80_000_000n, termMonths = 24, day = '2026-03-02' } = wanted;
  const caseId = await caseAtDueDiligence(wanted);
  const lead = await at('lead', day);
  const [manager, manager2] = [await at('manager', day), await at('manager2', day)];
  const [managerAId, managerBId] = [manager.actor.userId, manager2.actor.userId];
  must(await assignManagers(lead, { caseId, version: null, managerAId, managerBId }));
  await investigate(manager, manager2, caseId, { amountFen, termMonths, conditions: wanted.conditions ?? [] });
  return caseId;
}

/** Visit, report, confirmation and recommendation; again after a return. */
export async function investigate(
  manager: Context,
  manager2: Context,
  caseId: string,
  { amountFen, termMonths, conditions }: Required<Pick<Wanted, 'amountFen' | 'termMonths' | 'conditions'>>,
): Promise<void> {
  const visit = must(
    await recordSiteVisit(manager, {
      caseId,
      visitedOn: '2026-03-02',
      place: '合作社养殖场',
      observations: '圈舍在建，存栏与申报相符',
      visitorIds: [manager.actor.userId, manager2.actor.userId],
    }),
  );
  await fileFor(caseId, 'SITE_PHOTO', visit.siteVisitId);
  const { applicantKind } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  const items = itemsFor(await definitionOf(caseId), applicantKind);
  must(
    await saveReport(manager, {
      caseId,
      answers: Object.fromEntries(items.map((item) => [item.code, item.options[0]?.code ?? ''])),
      recommendedAmountFen: amountFen,
      termMonths,
      rateBps: 475,
      repaymentMethod: 'BULLET',
      summary: '还款来源稳定',
      conditions,
    }),
  );
  must(await confirmReport(manager2, { caseId }));
  must(await recommendCase(manager, { caseId, version: null }));
}

/** A checked file for a requirement, as if uploaded and checked. */
export async function fileFor(
  caseId: string,
  requirementCode: string,
  siteVisitId?: string,
  uploadedAt = new Date('2026-03-01T04:00:00Z'),
): Promise<void> {
  const row = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  serial += 1;
  const uploaded = { uploadedById: row.createdById, uploadedAt };
  const file = await db().storedFile.create({
    data: {
      ...uploaded,
      key: `decision-${serial}`,
      sha256: '0'.repeat(64),
      sizeBytes: 1,
      mediaType: 'application/pdf',
      originalName: 'scan.pdf',
      scanState: 'CLEAN',
    },
  });
  await db().document.create({
    data: {
      ...uploaded,
      caseId,
      provinceId: row.provinceId,
      cityId: row.cityId,
      countyId: row.countyId,
      townshipId: row.townshipId,
      villageId: row.villageId,
      financierId: row.financierId,
      provincialBranchId: row.provincialBranchId,
      countyBranchId: row.countyBranchId,
      requirementCode,
      fileId: file.id,
      version: serial,
      status: 'CHECKED',
      siteVisitId: siteVisitId ?? null,
    },
  });
}

/** Takes a transition as this person. */
export async function take(ctx: Context, caseId: string, verb: Verb): Promise<void> {
  must(await changeCase(ctx, caseId, null, (change) => change.move(verb)));
}

async function definitionOf(caseId: string) {
  const row = await db().caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    select: { programmeDefinition: { select: { body: true } } },
  });
  return parseProgrammeBody(row.programmeDefinition.body);
}

async function openEntityCase(
  ctx: Context,
  kind: ApplicantKind,
  amountFen: bigint,
  termMonths: number,
): Promise<string> {
  serial += 1;
  const bank = await at('manager', '2026-03-02');
  const village = await db().regionVersion.findFirstOrThrow({
    where: { countyId: ctx.actor.organisation.regionId, region: { level: 'VILLAGE' } },
  });
  const place = {
    provinceId: village.provinceId ?? 0,
    cityId: village.cityId ?? 0,
    countyId: village.countyId ?? 0,
    townshipId: village.townshipId ?? 0,
    villageId: village.regionId,
  };
  const definition = await db().programmeDefinition.findFirstOrThrow({
    where: { provinceId: place.provinceId, programme: { code: 'A' } },
    include: { programme: true },
  });
  const { financierId, provincialBranchId, countyBranchId } = bank.actor.organisation;
  return must(
    await write(ctx, async (tx) => {
      const entity = await tx.operatingEntity.create({
        data: {
          ...place,
          kind,
          name: `示例养殖专业合作社${serial}`,
          pinyin: 'shili',
          initials: 'sl',
          bigrams: [],
          creditCode: `99410225MA0000${String(serial).padStart(4, '0')}`,
          contactName: '示例联系人',
          contactPhoneCipher: encrypt('13812345679'),
          contactPhoneIndex: new Uint8Array([serial]),
          createdById: ctx.actor.userId,
          createdAt: ctx.now,
        },
      });
      const opened = await openCase(tx, ctx, {
        programmeDefinitionId: definition.id,
        programmeId: definition.programmeId,
        programmeCode: definition.programme.code,
        definition: parseProgrammeBody(definition.body),
        place,
        financier: { financierId: financierId ?? '', provincialBranchId, countyBranchId },
        projectId: null,
        applicantKind: kind,
        personId: null,
        operatingEntityId: entity.id,
        applicantName: entity.name,
        title: '生猪养殖基地扩建',
        purpose: '新建圈舍',
        recommenderOrganisation: null,
        recommenderPerson: null,
        eligibility: {
          PRODUCTION_USE: true,
          BAD_CREDIT: false,
          ABLE_TO_WORK: true,
          LAWFUL_OPERATION: true,
          DRIVES_HOUSEHOLDS: true,
        },
        payeeName: entity.name,
        payeeAccountCipher: encrypt('6222020000000000000'),
        requestedAmountFen: amountFen,
        requestedTermMonths: termMonths,
        consultedOn: '2026-03-02',
      });
      return opened.id;
    }),
  );
}
