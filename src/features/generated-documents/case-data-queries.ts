import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { addDays, dayOf } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import type { CaseDocumentKind } from '@/domain/generated-documents';
import { maskAccount, maskIdentityNumber } from '@/domain/masking';
import { formatAmount, formatRate, sumFen, toChineseCapitals } from '@/domain/money';
import { type FieldGroup, type GroupData, neededData } from '@/domain/template-fields';
import { listSignOffs } from '@/features/case-files/sign-off-queries';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import { formatOfficialDay } from '@/lib/format-day';
import { decrypt } from '@/server/crypto';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type CaseList, listRows } from './case-rows';
import { type CaseSource, readCaseSource, words, zh } from './case-source';
import type { TemplateData } from './fill-template';

type CaseGroup = Exclude<FieldGroup, 'ALWAYS' | 'SESSION'>;

/** What fills the documents of a kind for this case; of personal numbers only what the screen shows. */
export async function caseDocumentData(
  tx: Tx,
  actor: Actor,
  facts: CaseFacts,
  kind: CaseDocumentKind,
): Promise<TemplateData> {
  const source = await readCaseSource(tx, actor, facts);
  const { groups, lists } = neededData(kind);
  const always = {
    programmeName: zh(source.row.programmeDefinition.programme.name as Label),
    documentNumber: source.row.programmeDefinition.documentNumber,
  };
  const values: object[] = [always];
  for (const group of groups) if (group in GROUPS) values.push(await GROUPS[group as CaseGroup](source));
  const rows: Record<string, TemplateData['lists'][string]> = {};
  for (const list of lists) rows[list] = await listRows(source, list as CaseList);
  return { values: Object.assign({}, ...values), lists: rows };
}

const GROUPS: { [G in CaseGroup]: (source: CaseSource) => Promise<GroupData<G>> } = {
  CASE: caseValues,
  ACCEPTANCE: acceptanceValues,
  SUPPLEMENT: supplementValues,
  INQUIRY: inquiryValues,
  DECISION: decisionValues,
  CONTRACT: async ({ row: { contracts } }) => {
    const contract = contracts.find((entry) => entry.number !== null);
    return {
      contractNumber: contract?.number ?? null,
      signedOn: contract?.signedOn ? toDay(contract.signedOn) : null,
      contractedAmount: contract?.amountFen ?? null,
    };
  },
  PAYMENT: async ({ row }) => {
    const claimed = row.tranches.find((entry) => entry.status !== 'RELEASED' && entry.status !== 'CANCELLED');
    return {
      claimedSequence: claimed?.sequence ?? null,
      claimedAmount: claimed?.amountFen ?? null,
      disbursedAmount: row.disbursedAmountFen,
      payeeName: row.payeeName,
      payeeAccount: row.payeeAccountCipher && maskAccount(decrypt(row.payeeAccountCipher)),
      progress: row.followUpReports[0]?.physicalBps ?? null,
    };
  },
  LINKAGE: async ({ row: { linkages, contracts } }) => {
    const agreement = linkages[0];
    return {
      linkageModel: agreement ? words()(`linkages.models.${agreement.model}`) : null,
      linkageSignedOn: agreement ? toDay(agreement.signedOn) : null,
      linkageTermMonths: agreement?.termMonths ?? null,
      propertyRights: agreement?.propertyRights ?? null,
      // before the agreement: what the contract promises
      householdCount: agreement?.households.length ?? contracts[0]?.linkedHouseholds ?? null,
      promisedAmount: agreement ? sumFen(agreement.households.map((entry) => entry.promisedFen)) : null,
    };
  },
  PROJECT: async ({ row: { project } }) => ({
    projectReference: project?.reference ?? null,
    projectContent: project?.content ?? null,
    projectPlannedAmount: project?.plannedAmountFen ?? null,
  }),
};

async function caseValues({ tx, facts, row }: CaseSource): Promise<GroupData<'CASE'>> {
  const ids = [facts.countyId, facts.townshipId, facts.villageId];
  const places = await regionNamesOf(tx, ids);
  const offices = await organisationNamesOf(tx, [facts.handlingOrganisationId]);
  return {
    reference: facts.reference,
    applicantName: row.applicantName,
    applicantKind: words()(`cases.applicantKinds.${facts.applicantKind}`),
    identityNumber: await identityOf(tx, row),
    place: ids.map((id) => places.get(id ?? 0) ?? '').join(''),
    projectTitle: row.title,
    purpose: row.purpose,
    requestedAmount: facts.requestedAmountFen,
    requestedTermMonths: facts.requestedTermMonths,
    recommender: [row.recommenderOrganisation, row.recommenderPerson].filter(Boolean).join(' ') || null,
    handlingOrganisation: zh(offices.get(facts.handlingOrganisationId)),
  };
}

/** A person's number as the screen masks it; an organisation's credit code is public by law. */
async function identityOf(tx: Tx, row: CaseSource['row']): Promise<string | null> {
  if (row.personId !== null) {
    const person = await tx.person.findUniqueOrThrow({ where: { id: row.personId } });
    return maskIdentityNumber(person.identityNumberCipher && decrypt(person.identityNumberCipher));
  }
  const entity =
    row.operatingEntityId && (await tx.operatingEntity.findUnique({ where: { id: row.operatingEntityId } }));
  return entity ? entity.creditCode : null;
}

async function acceptanceValues({ tx, facts }: CaseSource): Promise<GroupData<'ACCEPTANCE'>> {
  const event = await tx.event.findFirst({
    where: { caseId: facts.id, kind: 'case.accepted' },
    orderBy: { id: 'desc' },
  });
  const people = await namesOf(tx, [event?.actorId]);
  const offices = await organisationNamesOf(tx, [event?.actorOrganisationId]);
  return {
    acceptedOn: event ? toDay(event.occurredOn) : null,
    acceptedBy: zh(people.get(event?.actorId ?? '')?.name),
    acceptingOrganisation: zh(offices.get(event?.actorOrganisationId ?? '')),
  };
}

async function supplementValues({ tx, row }: CaseSource): Promise<GroupData<'SUPPLEMENT'>> {
  const asked = row.supplements[0];
  const person = (await namesOf(tx, [asked?.requestedById])).get(asked?.requestedById ?? '');
  return {
    supplementAskedOn: asked ? dayOf(asked.requestedAt) : null,
    supplementAskedBy: zh(person?.name),
    supplementOrganisation: zh(person?.organisation),
    supplementNote: asked?.note ?? null,
  };
}

async function inquiryValues({ tx, facts, row }: CaseSource): Promise<GroupData<'INQUIRY'>> {
  const report = row.reports[0];
  const managers = facts.assignments.map((entry) => entry.userId);
  const people = await namesOf(tx, [...managers, report?.authorId, report?.confirmedById]);
  const name = (id: string | null | undefined) => zh(people.get(id ?? '')?.name);
  return {
    managers: managers.map(name).filter(Boolean).join('、') || null,
    score: report?.scoreBps ?? null,
    recommendedAmount: facts.recommendedAmountFen,
    recommendedTermMonths: row.recommendedTermMonths,
    recommendedRate: row.recommendedRateBps,
    repaymentMethod: report?.repaymentMethod ? words()(`due-diligence.method.${report.repaymentMethod}`) : null,
    reportSummary: report?.summary ?? null,
    reportAuthor: name(report?.authorId),
    reportConfirmer: name(report?.confirmedById),
    reportedOn: report?.submittedAt ? dayOf(report.submittedAt) : null,
  };
}

async function decisionValues({ tx, facts, row }: CaseSource): Promise<GroupData<'DECISION'>> {
  const settled = (await listSignOffs(tx, facts)).filter((entry) => entry.voidedAt === null);
  const wanted = facts.outcome === 'DECLINED' ? 'DECLINED' : 'APPROVED';
  const last = settled.filter((entry) => entry.outcome === wanted).at(-1);
  const isDeclined = wanted === 'DECLINED';
  const approved = facts.approvedOn !== null && !isDeclined;
  const validUntil = approved ? addDays(facts.approvedOn ?? '', facts.definition.approvalValidDays) : null;
  return {
    decision: approved || isDeclined ? decisionSentence(facts, row, validUntil) : null,
    decisionOpinion: last?.opinion || null,
    decidedOn: isDeclined ? (last ? dayOf(last.at) : null) : facts.approvedOn,
    decidingOrganisation: zh(last?.organisation),
    authorityDocument: last?.authority ?? null,
    approvedAmount: approved ? facts.approvedAmountFen : null,
    termMonths: approved ? row.approvedTermMonths : null,
    rate: approved && facts.definition.financing === 'LOAN' ? row.approvedRateBps : null,
    approvalValidUntil: validUntil,
  };
}

/** What was decided in one sentence, so that a notice reads right either way: what is given has no rate. */
function decisionSentence(facts: CaseFacts, row: CaseSource['row'], validUntil: string | null): string {
  const t = words();
  const { approvedAmountFen } = facts;
  if (approvedAmountFen === null || validUntil === null) return t('generated-documents.decision.declined');
  return t(`generated-documents.decision.${facts.definition.financing === 'LOAN' ? 'lent' : 'given'}`, {
    amount: formatAmount(approvedAmountFen, 'YUAN'),
    capitals: toChineseCapitals(approvedAmountFen),
    months: String(row.approvedTermMonths),
    rate: formatRate(row.approvedRateBps),
    until: formatOfficialDay(validUntil, 'zh-CN'),
  });
}
