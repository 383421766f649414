/**
 * Why something is not allowed. A refusal is a value with a code from this closed list; a bug throws.
 * Every code has a sentence in i18n/messages/<locale>/refusals.json that says what to do; `params` fill it.
 */
export const REFUSAL_CODES = [
  // who and what
  'NOT_PERMITTED',
  'NOT_FOUND',
  'SESSION_ENDED',
  'CONFLICT',
  'INVALID_INPUT',
  'TRANSITION_NOT_AVAILABLE',
  'WRONG_REVIEW_STEP',
  'SAME_PERSON',
  'CONFLICT_DECLARED',
  'NOT_ASSIGNED',
  'NOT_AT_DECISION_LEVEL',
  // consultation and acceptance
  'REGISTRATION_INCOMPLETE',
  'PROGRAMME_NOT_AVAILABLE',
  'REGION_OUT_OF_SCOPE',
  'APPLICANT_KIND_NOT_ALLOWED',
  'ELIGIBILITY_NOT_MET',
  'AMOUNT_OUT_OF_RANGE',
  'TERM_OUT_OF_RANGE',
  'DUPLICATE_APPLICATION',
  'IDENTITY_BELONGS_TO_ANOTHER',
  'DOCUMENTS_MISSING',
  'DOCUMENTS_UNCHECKED',
  'CONSENT_MISSING',
  // due diligence
  'MANAGERS_NOT_ASSIGNED',
  'MANAGER_NOT_AVAILABLE',
  'SITE_VISIT_MISSING',
  'VISIT_NEEDS_BOTH_MANAGERS',
  'REPORT_NOT_CONFIRMED',
  'REPORT_INCOMPLETE',
  'REPORT_NOT_YOURS',
  'REPORT_CHANGED',
  'SCORE_BELOW_MINIMUM',
  'RECOMMENDED_OVER_REQUESTED',
  'RATE_OVER_CEILING',
  // decision
  'NO_AUTHORITY',
  'OVER_AUTHORITY_LIMIT',
  'APPROVED_OVER_RECOMMENDED',
  'ALREADY_APPROVED_BY_YOU',
  'APPROVAL_EXPIRED',
  // contract and money
  'CONTRACT_MISSING',
  'CONTRACT_OVER_APPROVED',
  'CONTRACT_NOT_LEGAL_CHECKED',
  'SECURITY_MISSING',
  'LINKAGE_MISSING',
  'TRANCHES_DO_NOT_ADD_UP',
  'TRANCHE_AFTER_TERM',
  'CONDITIONS_OPEN',
  'PAYEE_MISSING',
  'TRANCHE_NOT_PAYABLE',
  'PAYMENT_UNDER_WAY',
  'PAYMENT_NOT_RELEASABLE',
  'PAYMENT_CHANGED_SINCE_REQUEST',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_KEY_INVALID',
  'MONEY_ALREADY_PAID',
  'REPAID_SINCE_RELEASE',
  'REPAYMENT_EXCEEDS_OUTSTANDING',
  'DATE_OUT_OF_ORDER',
  'DATE_IN_FUTURE',
  // follow-up
  'FUNDS_USED_OVER_DISBURSED',
  'FINDINGS_OPEN',
  'STILL_OUTSTANDING',
  'NOTHING_OUTSTANDING',
  'NOTHING_DISBURSED',
  'STATUS_DOES_NOT_ALLOW',
  // corrections and supplements
  'SUPPLEMENT_ITEMS_MISSING',
  'CORRECTION_OPEN',
  'NOTHING_CHANGED',
  // files and imports
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TYPE_NOT_ALLOWED',
  'FILE_QUARANTINED',
  'FILE_BEING_SCANNED',
  'FILE_TYPE_UNKNOWN',
  'FILE_IS_OLD_XLS',
  'FILE_IS_WEB_PAGE',
  'FILE_ENCRYPTED',
  'FILE_BROKEN',
  'FILE_BOMB',
  'TOO_MANY_ROWS',
  'TOO_MANY_COLUMNS',
  'CSV_ENCODING_UNKNOWN',
  'IMPORT_HAS_ERRORS',
  'IMPORT_NOTHING_LEFT',
  'IMPORT_DISCARDED',
  'IMPORT_ALREADY_CONFIRMED',
  'IMPORT_DUPLICATE',
  // administration
  'OWN_ACCOUNT',
  'LAST_SECURITY_ADMIN',
  'CALENDAR_LINE_UNREADABLE',
  'CALENDAR_DAY_OF_OTHER_YEAR',
  'CALENDAR_DAY_TWICE',
  'CALENDAR_WORKDAY_NOT_WEEKEND',
  'CALENDAR_YEAR_OVER',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];
export type RefusalParams = Record<string, string | number>;
export type RefusalValue = { code: RefusalCode; params?: RefusalParams };

/** Thrown inside a transaction to roll it back; the wrappers turn it into a value. */
export class Refusal extends Error {
  readonly value: RefusalValue;
  constructor(code: RefusalCode, params?: RefusalParams) {
    super(code);
    this.name = 'Refusal';
    this.value = params ? { code, params } : { code };
  }
}

/** Ends the current command with a refusal. */
export function refuse(code: RefusalCode, params?: RefusalParams): never {
  throw new Refusal(code, params);
}
