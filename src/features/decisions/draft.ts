import 'server-only';
import { cookies } from 'next/headers';
import type { Actor } from '@/domain/actor';
import { cookieOptions } from '@/server/auth-options';
import { heldName } from '@/server/cookie-name';
import { decrypt, encrypt } from '@/server/crypto';
import { conditionName, MAX_OWN_CONDITIONS } from './field-names';

/**
 * What was typed, on its way from the form to the confirm page and back. It travels in an encrypted cookie of this case
 * alone, because an opinion must stand neither in a URL nor, undecided, in the books.
 */
export type DecisionDraft = Record<string, string>;

const MINUTES = 30;
const PLAIN = ['version', 'outcome', 'opinion', 'amountFen', 'termMonths', 'rateBps', 'returnTo', 'proposed'];
const CONDITIONS = Array.from({ length: MAX_OWN_CONDITIONS }, (_, index) => [
  conditionName(index, 'text'),
  conditionName(index, 'gate'),
]).flat();
const NAMES = [...PLAIN, ...CONDITIONS];

const pathOf = (caseId: string) => `/cases/${caseId}`;
const nameOf = (caseId: string) => heldName(`decision-${caseId.slice(-12)}`, pathOf(caseId));

/** Keeps the fields as typed for half an hour. */
export async function keepDraft(actor: Actor, caseId: string, fields: Record<string, unknown>): Promise<void> {
  const kept: [string, string][] = [];
  for (const name of NAMES) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') kept.push([name, value]);
    if (Array.isArray(value)) kept.push([name, value.join(',')]);
  }
  const sealed = Buffer.from(encrypt(JSON.stringify([actor.userId, kept]))).toString('base64url');
  (await cookies()).set(nameOf(caseId), sealed, { ...cookieOptions(), path: pathOf(caseId), maxAge: MINUTES * 60 });
}

/** What this person typed for this case, or null. */
export async function readDraft(actor: Actor, caseId: string): Promise<DecisionDraft | null> {
  const sealed = (await cookies()).get(nameOf(caseId))?.value;
  if (!sealed) return null;
  try {
    const [userId, kept] = JSON.parse(decrypt(Buffer.from(sealed, 'base64url'))) as [string, [string, string][]];
    return userId === actor.userId ? Object.fromEntries(kept) : null;
  } catch {
    // altered, or sealed with another key: as good as none
    return null;
  }
}

export async function dropDraft(caseId: string): Promise<void> {
  (await cookies()).set(nameOf(caseId), '', { ...cookieOptions(), path: pathOf(caseId), maxAge: 0 });
}
