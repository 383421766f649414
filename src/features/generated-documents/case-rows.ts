import 'server-only';
import type { Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { requirementsFor } from '@/domain/completeness';
import type { ProposedCondition } from '@/domain/due-diligence-report';
import { type Answers, chosenOption, itemsFor, mostPoints } from '@/domain/scoring';
import type { FieldList, RowData } from '@/domain/template-fields';
import { listSignOffs } from '@/features/case-files/sign-off-queries';
import { namesOf } from '@/features/cases/people';
import { headsOf } from '@/features/linkages/queries';
import { toDay } from '@/server/dates';
import { type CaseSource, words, zh } from './case-source';
import type { TemplateData } from './fill-template';

export type CaseList = Exclude<FieldList, 'members' | 'items'>;

/** The rows of a list of this case. */
export function listRows(source: CaseSource, list: CaseList): Promise<TemplateData['lists'][string]> {
  return ROWS[list](source);
}

const ROWS: { [L in CaseList]: (source: CaseSource) => Promise<RowData<L>[]> } = {
  documents: async ({ facts }) =>
    requirementsFor(facts).flatMap((requirement) => {
      const files = facts.documents.filter(
        (row) => row.requirementCode === requirement.code && row.status !== 'REJECTED',
      );
      return files.length > 0 ? [{ name: requirement.name.zh, count: files.length }] : [];
    }),
  missingDocuments: async ({ facts }) =>
    (facts.supplementItems ?? []).map((code) => {
      const requirement = facts.definition.catalogue.find((row) => row.code === code);
      return { name: requirement?.name.zh ?? code, count: requirement?.minimum ?? 1 };
    }),
  visits: async ({ tx, facts }) => {
    const visits = await tx.siteVisit.findMany({ where: { caseId: facts.id }, orderBy: { visitedOn: 'asc' } });
    const people = await namesOf(
      tx,
      visits.flatMap((row) => row.visitorIds),
    );
    return visits.map((row) => ({
      visitedOn: toDay(row.visitedOn),
      place: row.place,
      visitors: namesJoined(row.visitorIds.map((id) => people.get(id)?.name)),
      observations: row.observations,
    }));
  },
  scores: async ({ facts, row }) => {
    const answers = (row.reports[0]?.answers ?? {}) as Answers;
    return itemsFor(facts.definition, facts.applicantKind).map((item) => {
      const option = chosenOption(item, answers);
      return {
        item: item.name.zh,
        answer: option?.name.zh ?? null,
        points: option?.points ?? null,
        maximum: mostPoints(item),
      };
    });
  },
  // what the decision demands; before it, what the investigation proposes
  conditions: async ({ tx, facts, row }) => {
    const demanded = await tx.condition.findMany({ where: { caseId: facts.id }, orderBy: { id: 'asc' } });
    const proposed = (row.reports[0]?.conditions ?? []) as ProposedCondition[];
    const decided = facts.approvedOn !== null || facts.outcome === 'DECLINED';
    return (decided ? demanded : proposed).map(({ text, gate }) => ({
      text,
      before: words()(`decisions.gate.${gate}`),
    }));
  },
  approvals: async ({ tx, facts }) =>
    (await listSignOffs(tx, facts)).map((row) => ({
      step: zh(row.step),
      organisation: zh(row.organisation),
      person: personOf(row.person, row.onBehalfOf),
      outcome: words()(`generated-documents.outcomes.${row.voidedAt ? 'VOID' : row.outcome}`),
      opinion: row.opinion || null,
      decidedOn: dayOf(row.at),
      authority: row.authority,
    })),
  tranches: async ({ facts, row }) => {
    const t = words();
    if (row.tranches.length === 0) return plannedPayments(facts);
    return row.tranches.map((entry) => ({
      amount: entry.amountFen,
      plannedOn: toDay(entry.plannedOn),
      milestone: t(`programmes.values.milestones.${entry.milestone}`),
      status: t(`disbursements.trancheStatus.${entry.status}`),
    }));
  },
  households: async ({ tx, actor, row }) => {
    const linked = row.linkages[0]?.households ?? [];
    const heads = await headsOf(
      tx,
      actor,
      linked.map((entry) => entry.householdId),
    );
    return linked.map((entry) => ({
      name: heads.get(entry.householdId)?.name ?? null,
      place: heads.get(entry.householdId)?.place ?? null,
      benefit: words()(`linkages.kinds.${entry.benefitKind}`),
      promised: entry.promisedFen,
    }));
  },
};

const WHOLE_BPS = 10_000n;

/** Before there are instalments: the definition's shares of what is asked for or approved. */
function plannedPayments({ definition, approvedAmountFen, requestedAmountFen }: CaseSource['facts']) {
  const wholeFen = approvedAmountFen ?? requestedAmountFen;
  return definition.payments.map(({ shareBps, milestone }) => ({
    amount: (wholeFen * BigInt(shareBps)) / WHOLE_BPS,
    plannedOn: null,
    milestone: words()(`programmes.values.milestones.${milestone}`),
    status: null,
  }));
}

const namesJoined = (labels: readonly (Label | undefined)[]) => labels.map(zh).filter(Boolean).join('、') || null;

function personOf(person: Label | null, onBehalfOf: Label | null): string | null {
  const name = zh(person);
  return name && onBehalfOf ? words()('generated-documents.onBehalfOf', { name, absent: onBehalfOf.zh }) : name;
}
