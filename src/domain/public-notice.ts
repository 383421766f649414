import { type Day, daysBetween } from './calendar';
import { type CaseFacts, regionPath } from './case-facts';
import { maskPersonName } from './masking';
import { type PolicyRow, policyOn } from './policy';
import type { RefusalValue } from './refusal';
import { stageIndex } from './stage';

/** How often somebody without a sign-in may object: enough for a village hall, too little for a flood. */
export const OBJECTION_LIMITS = {
  /** per address: a village hall shares one */
  address: { limit: 10, windowMs: 3_600_000 },
  /** all together: what anybody may write without a sign-in stays bounded */
  all: { limit: 120, windowMs: 60_000 },
} as const;

/** The dated row that says how many days a notice stands where the case lies; null when no place says so. */
export function noticeDays(
  facts: Pick<
    CaseFacts,
    'policies' | 'programmeId' | 'villageId' | 'townshipId' | 'countyId' | 'cityId' | 'provinceId'
  >,
  on: Day,
): PolicyRow | null {
  return policyOn(facts.policies, 'NOTICE_DAYS', regionPath(facts), facts.programmeId, on);
}

/**
 * Whether a notice may be put up now (公示). STATUS_DOES_NOT_ALLOW (the programme asks none, or no approval stands),
 * NOTICE_STANDS (one of this round is up), POLICY_MISSING.
 */
export function checkNoticeOffer(
  facts: Parameters<typeof noticeDays>[0] &
    Pick<CaseFacts, 'definition' | 'stage' | 'status' | 'approvedOn' | 'publicNotice'>,
  today: Day,
): RefusalValue | null {
  const decided = stageIndex(facts.stage) > stageIndex('DECISION') && facts.approvedOn !== null;
  if (!facts.definition.publicNotice || !decided || facts.status !== 'OPEN') return { code: 'STATUS_DOES_NOT_ALLOW' };
  if (facts.publicNotice) return { code: 'NOTICE_STANDS', params: { until: facts.publicNotice.toOn } };
  return noticeDays(facts, today) ? null : { code: 'POLICY_MISSING', params: { kind: 'NOTICE_DAYS' } };
}

/** DATE_OUT_OF_ORDER (begins in the past, ends before it begins), NOTICE_TOO_SHORT {minimum}; both days count. */
export function checkNoticeDays(
  { fromOn, toOn }: { fromOn: Day; toOn: Day },
  minimumDays: number,
  today: Day,
): RefusalValue | null {
  if (fromOn < today) return { code: 'DATE_OUT_OF_ORDER', params: { earliest: today } };
  if (toOn < fromOn) return { code: 'DATE_OUT_OF_ORDER', params: { earliest: fromOn } };
  const days = daysBetween(fromOn, toOn) + 1;
  return days < minimumDays ? { code: 'NOTICE_TOO_SHORT', params: { minimum: minimumDays, days } } : null;
}

/**
 * The applicant as the public may read it: a person's name masked, an organisation's in full (field-rules.md §5.4: firms
 * by name); and the purpose with the person's name masked where it was written into it.
 */
export function publicWords(row: { applicantName: string; isPerson: boolean; purpose: string }): {
  applicant: string;
  purpose: string;
} {
  if (!row.isPerson) return { applicant: row.applicantName, purpose: withoutNumbers(row.purpose) };
  const applicant = maskPersonName(row.applicantName);
  return { applicant, purpose: withoutNumbers(row.purpose.replaceAll(row.applicantName, applicant)) };
}

/** A number as long as a telephone, an account or an identity number has no business in public. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{11,}[Xx]?/g, (digits) => '*'.repeat(digits.length));
}

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A receipt out of random bytes: sixteen places that cannot be misread, in fours; nobody guesses one. */
export function receiptOf(bytes: Uint8Array): string {
  const places = Array.from(bytes.slice(0, 16), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return (places.match(/.{4}/g) ?? []).join('-');
}

/** What somebody typed as a receipt, in the form in which it was given. */
export function normaliseReceipt(text: string): string {
  const places = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 16);
  return (places.match(/.{1,4}/g) ?? []).join('-');
}
