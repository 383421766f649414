import type { Role } from './permissions';

/**
 * The second factor (等保 8.1.4.1 d: two factors together, one of them cryptographic): a code of an authenticator that
 * changes every 30 seconds (TOTP, RFC 6238), or one of ten recovery codes for the day it is lost.
 */
export const STEP_SECONDS = 30;
/** a code of the step before or after is taken too, for clocks differ */
export const STEP_WINDOW = 1;
export const RECOVERY_CODES = 10;
/** an approval or a release wants the factor proved within so many minutes */
export const FRESH_MINUTES = 5;

/** Whom an installation asks until its security administrator says otherwise: who decides, who moves money, the three administrators. */
export const ASKED_OF: readonly Role[] = [
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
  'SYSTEM_ADMIN',
  'SECURITY_ADMIN',
  'AUDIT_ADMIN',
];

export type FactorState = {
  /** an authenticator is set up */
  isSetUp: boolean;
  isRequired: boolean;
  /** when it was last proved in this session */
  provedAt: Date | null;
};
/** What stands between a session and the portal: a code, or setting up what codes come from. */
export type FactorStep = 'CODE' | 'SET_UP';

/** What a session still owes before anything is open to it; who set up a factor of their own will is asked for it too. */
export function factorOwed({ isSetUp, isRequired, provedAt }: FactorState): FactorStep | null {
  if (isSetUp) return provedAt === null ? 'CODE' : null;
  return isRequired ? 'SET_UP' : null;
}

/** Whether an approval or a release may go on: no factor is asked of the person, or it was proved a moment ago. */
export function isFreshEnough({ isSetUp, isRequired, provedAt }: FactorState, now: Date): boolean {
  if (!isSetUp && !isRequired) return true;
  return provedAt !== null && now.getTime() - provedAt.getTime() <= FRESH_MINUTES * 60_000;
}

/** The number of the 30-second step that a moment lies in. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / (STEP_SECONDS * 1000));
}

/** Whether the code of this step may still serve: later than the last one taken, so that none serves twice (RFC 6238 §5.2). */
export function isUnusedStep(step: number, lastStep: number | null): boolean {
  return lastStep === null || step > lastStep;
}

const KNOWN_THINGS = ['pwd', 'pin', 'kba'];
const OWNED_THINGS = ['otp', 'hwk', 'swk', 'sc'];

/** Whether an identity provider says that it asked for two factors: its `amr` (RFC 8176) names both kinds, or `mfa`. */
export function provesTwoFactors(amr: readonly string[]): boolean {
  const has = (kinds: readonly string[]) => amr.some((method) => kinds.includes(method));
  return amr.includes('mfa') || (has(KNOWN_THINGS) && has(OWNED_THINGS));
}
