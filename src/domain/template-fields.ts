import { GENERATED_KINDS, type GeneratedKind } from './programme';

/**
 * The data that a document template may name: `{field}` anywhere, `{list.field}` in a block that is repeated for every
 * row of the list. A closed list by kind of document: a template that names another is a fault of its definition and is
 * never published. There is nothing else to a template: no condition, no formula.
 */

/** How a value is written. CAPITALS says in 大写 the amount whose name it continues: `approvedAmountCapitals`. */
export type FieldType = 'TEXT' | 'AMOUNT' | 'CAPITALS' | 'DAY' | 'MONTHS' | 'RATE' | 'COUNT';
type Fields = Readonly<Record<string, FieldType>>;
type Group = { kinds: readonly GeneratedKind[]; fields: Fields };

const OF_A_CASE = GENERATED_KINDS.filter((kind) => kind !== 'SESSION_MINUTES');

export const FIELD_GROUPS = {
  ALWAYS: { kinds: GENERATED_KINDS, fields: { programmeName: 'TEXT', documentNumber: 'TEXT', today: 'DAY' } },
  CASE: {
    kinds: OF_A_CASE,
    fields: {
      reference: 'TEXT',
      applicantName: 'TEXT',
      applicantKind: 'TEXT',
      identityNumber: 'TEXT',
      place: 'TEXT',
      projectTitle: 'TEXT',
      purpose: 'TEXT',
      requestedAmount: 'AMOUNT',
      requestedAmountCapitals: 'CAPITALS',
      requestedTermMonths: 'MONTHS',
      recommender: 'TEXT',
      handlingOrganisation: 'TEXT',
    },
  },
  ACCEPTANCE: {
    kinds: ['ACCEPTANCE_RECEIPT', 'APPROVAL_FORM'],
    fields: { acceptedOn: 'DAY', acceptedBy: 'TEXT', acceptingOrganisation: 'TEXT' },
  },
  SUPPLEMENT: {
    kinds: ['MISSING_ITEMS'],
    fields: {
      supplementAskedOn: 'DAY',
      supplementAskedBy: 'TEXT',
      supplementOrganisation: 'TEXT',
      supplementNote: 'TEXT',
    },
  },
  INQUIRY: {
    kinds: ['DUE_DILIGENCE_REPORT', 'APPROVAL_FORM'],
    fields: {
      managers: 'TEXT',
      score: 'RATE',
      recommendedAmount: 'AMOUNT',
      recommendedAmountCapitals: 'CAPITALS',
      recommendedTermMonths: 'MONTHS',
      recommendedRate: 'RATE',
      repaymentMethod: 'TEXT',
      reportSummary: 'TEXT',
      reportAuthor: 'TEXT',
      reportConfirmer: 'TEXT',
      reportedOn: 'DAY',
    },
  },
  DECISION: {
    kinds: [
      'DECISION_NOTICE',
      'DISBURSEMENT_REQUEST',
      'LINKAGE_AGREEMENT',
      'HELPING_CONTRACT',
      'IMPLEMENTATION_PLAN',
      'APPROVAL_FORM',
    ],
    fields: {
      decision: 'TEXT',
      decisionOpinion: 'TEXT',
      decidedOn: 'DAY',
      decidingOrganisation: 'TEXT',
      authorityDocument: 'TEXT',
      approvedAmount: 'AMOUNT',
      approvedAmountCapitals: 'CAPITALS',
      termMonths: 'MONTHS',
      rate: 'RATE',
      approvalValidUntil: 'DAY',
    },
  },
  CONTRACT: {
    kinds: ['DISBURSEMENT_REQUEST', 'APPROVAL_FORM'],
    fields: {
      contractNumber: 'TEXT',
      signedOn: 'DAY',
      contractedAmount: 'AMOUNT',
      contractedAmountCapitals: 'CAPITALS',
    },
  },
  PAYMENT: {
    kinds: ['DISBURSEMENT_REQUEST'],
    fields: {
      claimedSequence: 'COUNT',
      claimedAmount: 'AMOUNT',
      claimedAmountCapitals: 'CAPITALS',
      disbursedAmount: 'AMOUNT',
      payeeName: 'TEXT',
      payeeAccount: 'TEXT',
      progress: 'RATE',
    },
  },
  LINKAGE: {
    kinds: ['LINKAGE_AGREEMENT', 'HELPING_CONTRACT', 'IMPLEMENTATION_PLAN'],
    fields: {
      linkageModel: 'TEXT',
      linkageSignedOn: 'DAY',
      linkageTermMonths: 'MONTHS',
      propertyRights: 'TEXT',
      householdCount: 'COUNT',
      promisedAmount: 'AMOUNT',
    },
  },
  PROJECT: {
    kinds: ['IMPLEMENTATION_PLAN', 'DISBURSEMENT_REQUEST'],
    fields: { projectReference: 'TEXT', projectContent: 'TEXT', projectPlannedAmount: 'AMOUNT' },
  },
  SESSION: {
    kinds: ['SESSION_MINUTES'],
    fields: {
      sessionNumber: 'TEXT',
      sessionTitle: 'TEXT',
      sessionOrganisation: 'TEXT',
      sessionPlace: 'TEXT',
      sessionOn: 'DAY',
      sessionClosedOn: 'DAY',
      chair: 'TEXT',
      voteMode: 'TEXT',
      quorum: 'COUNT',
      presentCount: 'COUNT',
      caseCount: 'COUNT',
    },
  },
} as const satisfies Record<string, Group>;

/** `number` of a row is its place in the list; nobody hands it in. */
export const FIELD_LISTS = {
  documents: {
    kinds: ['ACCEPTANCE_RECEIPT', 'IMPLEMENTATION_PLAN'],
    fields: { number: 'COUNT', name: 'TEXT', count: 'COUNT' },
  },
  missingDocuments: { kinds: ['MISSING_ITEMS'], fields: { number: 'COUNT', name: 'TEXT', count: 'COUNT' } },
  visits: {
    kinds: ['DUE_DILIGENCE_REPORT'],
    fields: { number: 'COUNT', visitedOn: 'DAY', place: 'TEXT', visitors: 'TEXT', observations: 'TEXT' },
  },
  scores: {
    kinds: ['DUE_DILIGENCE_REPORT'],
    fields: { number: 'COUNT', item: 'TEXT', answer: 'TEXT', points: 'COUNT', maximum: 'COUNT' },
  },
  conditions: {
    kinds: ['DUE_DILIGENCE_REPORT', 'DECISION_NOTICE', 'APPROVAL_FORM'],
    fields: { number: 'COUNT', text: 'TEXT', before: 'TEXT' },
  },
  approvals: {
    kinds: ['APPROVAL_FORM'],
    fields: {
      number: 'COUNT',
      step: 'TEXT',
      organisation: 'TEXT',
      person: 'TEXT',
      outcome: 'TEXT',
      opinion: 'TEXT',
      decidedOn: 'DAY',
      authority: 'TEXT',
    },
  },
  tranches: {
    kinds: ['DISBURSEMENT_REQUEST', 'IMPLEMENTATION_PLAN'],
    fields: { number: 'COUNT', amount: 'AMOUNT', plannedOn: 'DAY', milestone: 'TEXT', status: 'TEXT' },
  },
  households: {
    kinds: ['LINKAGE_AGREEMENT', 'HELPING_CONTRACT'],
    fields: { number: 'COUNT', name: 'TEXT', place: 'TEXT', benefit: 'TEXT', promised: 'AMOUNT' },
  },
  members: { kinds: ['SESSION_MINUTES'], fields: { number: 'COUNT', name: 'TEXT', present: 'TEXT' } },
  items: {
    kinds: ['SESSION_MINUTES'],
    fields: {
      number: 'COUNT',
      reference: 'TEXT',
      title: 'TEXT',
      applicant: 'TEXT',
      amount: 'AMOUNT',
      term: 'MONTHS',
      rate: 'RATE',
      votesFor: 'COUNT',
      votesAgainst: 'COUNT',
      recusals: 'COUNT',
      result: 'TEXT',
      opinion: 'TEXT',
    },
  },
} as const satisfies Record<string, Group>;

export type FieldGroup = keyof typeof FIELD_GROUPS;
export type FieldList = keyof typeof FIELD_LISTS;
export const FIELD_GROUP_NAMES = Object.keys(FIELD_GROUPS) as FieldGroup[];
export const FIELD_LIST_NAMES = Object.keys(FIELD_LISTS) as FieldList[];

type Raw = { TEXT: string; AMOUNT: bigint; CAPITALS: bigint; DAY: string; MONTHS: number; RATE: number; COUNT: number };
/** What fills the fields: null is what is not known yet. */
type Values<F extends Fields> = {
  [Name in keyof F as F[Name] extends 'CAPITALS' ? never : Name extends 'number' ? never : Name]: Raw[F[Name]] | null;
};
export type GroupData<G extends FieldGroup> = Values<(typeof FIELD_GROUPS)[G]['fields']>;
export type RowData<L extends FieldList> = Values<(typeof FIELD_LISTS)[L]['fields']>;

const groupsOf = (kind: GeneratedKind) =>
  FIELD_GROUP_NAMES.filter((name) => (FIELD_GROUPS[name].kinds as readonly GeneratedKind[]).includes(kind));
const listsOf = (kind: GeneratedKind) =>
  FIELD_LIST_NAMES.filter((name) => (FIELD_LISTS[name].kinds as readonly GeneratedKind[]).includes(kind));

/** The fields of a kind of document by name, with their types. */
export function fieldsOfKind(kind: GeneratedKind): Record<string, FieldType> {
  return Object.assign({}, ...groupsOf(kind).map((name) => FIELD_GROUPS[name].fields));
}

/** The lists of a kind of document by name, each with the fields of its rows. */
export function listsOfKind(kind: GeneratedKind): Partial<Record<FieldList, Record<string, FieldType>>> {
  return Object.fromEntries(listsOf(kind).map((name) => [name, FIELD_LISTS[name].fields]));
}

/** Which groups of data a kind of document needs; the rest is not read. */
export function neededData(kind: GeneratedKind): { groups: FieldGroup[]; lists: FieldList[] } {
  return { groups: groupsOf(kind), lists: listsOf(kind) };
}

const NAMED = /\{([^{}]*)\}/g;

/** The names in braces, each once, in their order. */
export function namedFields(text: string): string[] {
  return [...new Set([...text.matchAll(NAMED)].map(([, name = '']) => name.trim()))];
}

/** The list of a name such as `households.name`; null for a plain field. */
export function listNamed(name: string): string | null {
  const dot = name.indexOf('.');
  return dot === -1 ? null : name.slice(0, dot);
}

/** The names in braces that are no field of this kind of document. */
export function unknownTemplateFields(kind: GeneratedKind, text: string): string[] {
  const fields = fieldsOfKind(kind);
  const lists: Record<string, Record<string, FieldType>> = listsOfKind(kind);
  return namedFields(text).filter((name) => {
    const list = listNamed(name);
    if (list === null) return !Object.hasOwn(fields, name);
    return !Object.hasOwn(lists, list) || !Object.hasOwn(lists[list] ?? {}, name.slice(list.length + 1));
  });
}

/** A brace that opens or closes nothing: it would stand in the document. */
export function hasStrayBrace(text: string): boolean {
  return /[{}]/.test(text.replaceAll(NAMED, ''));
}
