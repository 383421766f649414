import type { Role } from './permissions';

/** What the security administrator sets about signing in, by kind; `SECOND_FACTOR.<role>` is 1 or 0. */
export type IdentityRuleKind = 'PASSWORD_DAYS' | `SECOND_FACTOR.${Role}`;

/** How long a password lasts, in days; 0: it does not end. No end is the default: forced change makes passwords worse (ASVS 6.2.10), but 等保 auditors may ask for one. */
export const PASSWORD_DAYS_DEFAULT = 0;
export const PASSWORD_DAYS_MOST = 730;

/** The kind under which it stands whether a role needs a second factor. */
export const factorKind = (role: Role): IdentityRuleKind => `SECOND_FACTOR.${role}`;
