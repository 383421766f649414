/** What may be corrected after submission (domain.md §3: a name, an account, an amount). */
export const CORRECTION_FIELDS = ['APPLICANT_NAME', 'REQUESTED_AMOUNT', 'PAYEE_NAME', 'PAYEE_ACCOUNT'] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];
