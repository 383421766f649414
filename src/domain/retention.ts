/**
 * Keeping and erasing personal data: each kind of data is kept for so many years after the last case of an applicant has
 * ended, as a dated policy value of the place says (the law sets the least, e.g. 反洗钱法 34 for identities). After that it may
 * be erased: asked by one person, approved by another. While a case lives, or where no rule says when, nothing is.
 */
import { later } from './authority-faults';
import { addDays, addMonths, type Day } from './calendar';
import { type PolicyKind, type PolicyRow, policyOn } from './policy';
import type { RefusalValue } from './refusal';
import type { CaseStatus } from './stage';

/**
 * NUMBERS: identity, telephone and account numbers, addresses, and what finds them. FILES: papers and photos, the copies of
 * identity papers among them. TEXTS: what people wrote about somebody. NAMES: names, titles and what finds them.
 */
export const DATA_KINDS = ['NUMBERS', 'FILES', 'TEXTS', 'NAMES'] as const;
export type DataKind = (typeof DATA_KINDS)[number];

const RULE_OF = {
  NUMBERS: 'RETAIN_NUMBERS',
  FILES: 'RETAIN_FILES',
  TEXTS: 'RETAIN_TEXTS',
  NAMES: 'RETAIN_NAMES',
} as const satisfies Record<DataKind, PolicyKind>;
export const RETENTION_RULES = Object.values(RULE_OF);

export type SubjectCase = { reference: string; status: CaseStatus; outstandingFen: bigint; endedOn: Day };

export type RetentionFacts = {
  /** of the applicant, and of others where they are linked with it */
  cases: readonly SubjectCase[];
  /** counts where there was no case */
  registeredOn: Day;
  /** what was erased already */
  erased: readonly DataKind[];
  /** region ids from the village up to the nation */
  path: readonly number[];
  rules: readonly PolicyRow[];
  /** documents of the holds that stand: while there is one, nothing goes */
  heldBy: readonly string[];
};

/** Under which rule a kind may be erased, and since when. */
export type DueKind = {
  kind: DataKind;
  years: number;
  documentNumber: string;
  policyValueId: string;
  endedOn: Day;
  dueOn: Day;
};

/** The first day on which what ended on a day was kept for so many years: a whole day more than the years. */
export function keptUntil(endedOn: Day, years: number): Day {
  return addDays(addMonths(endedOn, years * 12), 1);
}

/** A case that is worked on or owed: nothing of its applicant goes. */
export function livingCase(cases: readonly SubjectCase[]): SubjectCase | null {
  return cases.find((row) => row.status !== 'CLOSED' || row.outstandingFen > 0n) ?? null;
}

const lastEnd = ({ cases, registeredOn }: RetentionFacts): Day =>
  cases.map(({ endedOn }) => endedOn).reduce(later, registeredOn);

/** The rule of a kind on a day, whether its time has come or not; null where none says anything: it is kept. */
export function ruleFor(facts: RetentionFacts, kind: DataKind, today: Day): DueKind | null {
  const rule = policyOn(facts.rules, RULE_OF[kind], facts.path, '', today);
  if (!rule) return null;
  const endedOn = lastEnd(facts);
  const { value, documentNumber, id: policyValueId } = rule;
  const years = Number(value);
  return { kind, years, documentNumber, policyValueId, endedOn, dueOn: keptUntil(endedOn, years) };
}

/** What of an applicant's data may be erased on a day; empty while a case lives. */
export function dueKinds(facts: RetentionFacts, today: Day): DueKind[] {
  if (livingCase(facts.cases)) return [];
  return DATA_KINDS.flatMap((kind) => {
    const due = facts.erased.includes(kind) ? null : ruleFor(facts, kind, today);
    return due && due.dueOn <= today ? [due] : [];
  });
}

/**
 * Why nothing of it may be erased: ERASURE_HELD {documentNumber}, ERASURE_CASE_OPEN {reference}, ERASED_ALREADY, ERASURE_NO_RULE, ERASURE_NOT_DUE {day,
 * documentNumber} with the first that will be; null when something is due.
 */
export function checkErasable(facts: RetentionFacts, today: Day): RefusalValue | null {
  const [documentNumber] = facts.heldBy;
  if (documentNumber !== undefined) return { code: 'ERASURE_HELD', params: { documentNumber } };
  const living = livingCase(facts.cases);
  if (living) return { code: 'ERASURE_CASE_OPEN', params: { reference: living.reference } };
  const left = DATA_KINDS.filter((kind) => !facts.erased.includes(kind));
  if (left.length === 0) return { code: 'ERASED_ALREADY' };
  const rules = left.flatMap((kind) => ruleFor(facts, kind, today) ?? []);
  const [first] = rules.sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  if (!first) return { code: 'ERASURE_NO_RULE' };
  if (first.dueOn <= today) return null;
  return { code: 'ERASURE_NOT_DUE', params: { day: first.dueOn, documentNumber: first.documentNumber } };
}

/**
 * 暂停销毁: who lifts a hold is not who set it (SAME_PERSON), and answers for a county or more (NOT_PERMITTED): a dispute is over
 * when two people say so.
 */
export function checkLifter(
  hold: { setById: string },
  actor: { userId: string; organisation: { level: string } },
): RefusalValue | null {
  return checkApprover({ askedById: hold.setById }, actor);
}

/** Who approves: never who asked (SAME_PERSON), and somebody who answers for a county or more (NOT_PERMITTED). */
export function checkApprover(
  erasure: { askedById: string },
  actor: { userId: string; organisation: { level: string } },
): RefusalValue | null {
  if (erasure.askedById === actor.userId) return { code: 'SAME_PERSON' };
  return ['TOWNSHIP', 'VILLAGE'].includes(actor.organisation.level) ? { code: 'NOT_PERMITTED' } : null;
}
