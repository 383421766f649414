/** Verbs that need no more than a reason; the others belong to the feature whose record they write. */
export const PLAIN_VERBS = [
  'submit',
  'accept',
  'return',
  'recall',
  'requestSupplement',
  'supplement',
  'decline',
  'withdraw',
  'suspend',
  'resume',
  'lapse',
  'reopen',
  'close',
  'certify',
] as const;
export type PlainVerb = (typeof PLAIN_VERBS)[number];
