import 'server-only';
import { factorKind, PASSWORD_DAYS_DEFAULT } from '@/domain/identity-rules';
import { ROLES, type Role } from '@/domain/permissions';
import { ASKED_OF } from '@/domain/second-factor';
import type { Tx } from '@/server/db';

export type IdentityRules = { roles: Role[]; passwordDays: number };

/** What holds about signing in at this moment: what was set, and where nothing was, what the code says. */
export async function rulesOf(tx: Tx): Promise<IdentityRules> {
  const rows = new Map((await tx.identityRule.findMany()).map(({ kind, value }) => [kind, value]));
  return {
    roles: ROLES.filter((role) => (rows.get(factorKind(role)) ?? Number(ASKED_OF.includes(role))) === 1),
    passwordDays: rows.get('PASSWORD_DAYS') ?? PASSWORD_DAYS_DEFAULT,
  };
}
