import 'server-only';
import { factorKind, type IdentityRuleKind, PASSWORD_DAYS_MOST } from '@/domain/identity-rules';
import { ROLES, type Role } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, mustHold, type Result, write } from '@/server/command';
import { recordEvent } from '@/server/events';
import { mustProveAgain } from '@/server/second-factor';
import { rulesOf } from './queries-rules';

export type IdentityRulesInput = { roles: readonly Role[]; passwordDays: number };

/**
 * Sets which roles must have a second factor and how long a password lasts; both hold from everybody's next request on.
 * Each change is an event with what was before. Refuses NOT_PERMITTED, INVALID_INPUT, NOTHING_CHANGED, FACTOR_NEEDED.
 */
export function setIdentityRules(ctx: Context, input: IdentityRulesInput): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'user.manage');
    if (input.passwordDays < 0 || input.passwordDays > PASSWORD_DAYS_MOST) refuse('INVALID_INPUT');
    await mustProveAgain(tx, ctx);
    // two forms at once: the second sees what the first has set
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('identity_rule'))::text`;
    const before = await rulesOf(tx);
    const asked = new Set(before.roles);
    const changes: [IdentityRuleKind, number, number][] = [];
    for (const role of ROLES)
      if (asked.has(role) !== input.roles.includes(role))
        changes.push([factorKind(role), Number(asked.has(role)), Number(!asked.has(role))]);
    if (before.passwordDays !== input.passwordDays)
      changes.push(['PASSWORD_DAYS', before.passwordDays, input.passwordDays]);
    if (changes.length === 0) refuse('NOTHING_CHANGED');
    for (const [kind, old, value] of changes) {
      const row = { value, changedById: ctx.actor.userId, changedAt: ctx.now };
      await tx.identityRule.upsert({ where: { kind }, create: { kind, ...row }, update: row });
      await recordEvent(tx, ctx, { kind: 'identity-rule.changed', payload: { kind, before: old, value } });
    }
    return {};
  });
}
