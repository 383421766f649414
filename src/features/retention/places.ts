import type { DataKind } from '@/domain/retention';

/** What stands where a word was: the same in both languages, as a mask does. */
export const ERASED = '***';

/**
 * How a row is found: by the applicant's cases (CASE and RECORD itself, the PAPER that a case was entered from, the VOTE on
 * it, the REPLY to an instruction about it, the BENEFIT that a household had of one), by their household or as the entity.
 */
export type FoundBy = 'CASE' | 'RECORD' | 'PAPER' | 'VOTE' | 'REPLY' | 'BENEFIT' | 'HOUSEHOLD' | 'MEMBER' | 'ENTITY';

/** What is left: EMPTY_CIPHER an empty text under the data key, EMPTY_PAPER a paper case with nothing typed in. */
export type Leaves =
  | 'NOTHING'
  | 'STARS'
  | 'NO_WORD'
  | 'NO_WORDS'
  | 'NO_ANSWERS'
  | 'NO_ROWS'
  // in place of a title: found by nobody, and printed on every paper already
  | 'REFERENCE'
  | 'EMPTY_CIPHER'
  | 'EMPTY_PAPER';

export type ErasedPlace = {
  table: string;
  column: string;
  kind: DataKind;
  by: FoundBy;
  leaves: Leaves;
  /** a body's own name is public and stays */
  householdOnly?: true;
};

const of =
  (kind: DataKind, by: FoundBy, leaves: Leaves, more: { householdOnly?: true } = {}) =>
  (...places: string[]): ErasedPlace[] =>
    places.map((place) => {
      const [table = '', column = ''] = place.split('.');
      return { table, column, kind, by, leaves, ...more };
    });

/**
 * Every column that holds personal data of an applicant, with what an erasure leaves there. A test compares it with the
 * columns of the database (tests/integration/retention.test.ts), which it lists where they stay, each with the reason.
 */
export const ERASED_PLACES: readonly ErasedPlace[] = [
  ...of('NUMBERS', 'MEMBER', 'NOTHING')(
    'person.identity_number_cipher',
    'person.identity_number_index',
    'person.phone_cipher',
    'person.phone_index',
  ),
  ...of('NUMBERS', 'HOUSEHOLD', 'NOTHING')('household.address_cipher'),
  ...of(
    'NUMBERS',
    'ENTITY',
    'NOTHING',
  )('operating_entity.contact_phone_cipher', 'operating_entity.contact_phone_index'),
  ...of('NUMBERS', 'RECORD', 'NOTHING')('case_record.payee_account_cipher'),
  ...of('NUMBERS', 'CASE', 'NOTHING')('payment.payee_account_cipher', 'objection.person_cipher'),
  ...of('NUMBERS', 'CASE', 'EMPTY_CIPHER')('correction.old_value_cipher', 'correction.new_value_cipher'),
  ...of('NUMBERS', 'PAPER', 'EMPTY_PAPER')('back_entry.body_cipher'),

  ...of('TEXTS', 'RECORD', 'STARS')('case_record.purpose'),
  ...of('TEXTS', 'CASE', 'STARS')(
    'approval.opinion',
    'case_transfer.reason',
    'comment.text',
    'completion_check.findings',
    'condition.text',
    'conflict_declaration.statement',
    'correction.reason',
    'finding.description',
    'fund_claim.statement',
    'instruction.text',
    'linkage_agreement.property_rights',
    'objection.text',
    'opinion_request.question',
    'session_item.opinion',
    'site_visit.place',
    'site_visit.observations',
    'supplement_request.note',
  ),
  ...of('TEXTS', 'CASE', 'NOTHING')(
    'approval.void_reason',
    'condition.evidence',
    'contract.legal_opinion',
    'contract.security_reference',
    'document.remark',
    'finding.rectification',
    'follow_up_report.review_remark',
    'fund_claim.review_remark',
    'linkage_agreement.end_reason',
    'objection.answer',
    'opinion_request.answer',
    'payment.reason',
    'public_notice.withdraw_reason',
    'supplement_request.answer',
  ),
  ...of('TEXTS', 'CASE', 'NO_WORD')(
    'due_diligence_report.summary',
    'follow_up_report.progress',
    'follow_up_report.problems',
    'purchase_line.ordered_by',
  ),
  ...of('TEXTS', 'CASE', 'NO_ANSWERS')('due_diligence_report.answers'),
  ...of('TEXTS', 'CASE', 'NO_ROWS')('due_diligence_report.conditions', 'session_item.conditions'),
  ...of('TEXTS', 'VOTE', 'STARS')('session_vote.opinion'),
  ...of('TEXTS', 'REPLY', 'STARS')('instruction_reply.text'),
  ...of('TEXTS', 'BENEFIT', 'NO_WORD')('linkage_benefit.note'),
  ...of('TEXTS', 'PAPER', 'NOTHING')('back_entry.refusal'),
  ...of('TEXTS', 'MEMBER', 'STARS')('data_request.text'),
  ...of('TEXTS', 'MEMBER', 'NOTHING')('data_request.answer'),

  ...of('NAMES', 'MEMBER', 'STARS')('person.name'),
  ...of('NAMES', 'MEMBER', 'NO_WORD')('person.pinyin', 'person.initials'),
  ...of('NAMES', 'MEMBER', 'NO_WORDS')('person.bigrams'),
  ...of('NAMES', 'ENTITY', 'STARS')('operating_entity.contact_name'),
  ...of('NAMES', 'RECORD', 'NOTHING')('case_record.recommender_person'),
  ...of('NAMES', 'RECORD', 'STARS', { householdOnly: true })('case_record.applicant_name'),
  ...of('NAMES', 'RECORD', 'REFERENCE', { householdOnly: true })('case_record.title'),
  ...of('NAMES', 'RECORD', 'NO_WORD', { householdOnly: true })('case_record.pinyin', 'case_record.initials'),
  ...of('NAMES', 'RECORD', 'NO_WORDS', { householdOnly: true })('case_record.bigrams'),
  ...of('NAMES', 'RECORD', 'NOTHING', { householdOnly: true })('case_record.payee_name'),
  ...of('NAMES', 'CASE', 'STARS', { householdOnly: true })('payment.payee_name', 'contract.borrower_name'),
  ...of('NAMES', 'PAPER', 'STARS', { householdOnly: true })(
    'back_entry.applicant_name',
    'back_entry.title',
    'back_entry.paper_reference',
  ),
];

/** Texts that are erased as rows, or within a JSON, by the statements of `mutations-erase.ts`. */
export const ERASED_OTHERWISE = [
  'remark.text',
  'draft.body_cipher',
  'public_notice.content',
  'stored_file.original_name',
] as const;

/** The places of a kind, those of one table that are found alike together. */
export function placesOf(kind: DataKind, isHousehold: boolean): ErasedPlace[][] {
  const groups = new Map<string, ErasedPlace[]>();
  for (const place of ERASED_PLACES) {
    if (place.kind !== kind || (place.householdOnly && !isHousehold)) continue;
    const key = `${place.table} ${place.by}`;
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}
