import 'server-only';
import { getTranslations } from 'next-intl/server';
import { ROLES } from '@/domain/permissions';
import type { RefusalParams, RefusalValue } from '@/domain/refusal';

/** Params in the reader's words: the domain names a role by its code. */
export async function describeParams(params: RefusalParams): Promise<RefusalParams> {
  const roles = await getTranslations('roles');
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const role = ROLES.find((known) => known === value);
      return [name, role ? roles(role) : value];
    }),
  );
}

/** A refusal in the reader's language: what is the matter and what to do. */
export async function describeRefusal(refusal: RefusalValue): Promise<string> {
  const t = await getTranslations('refusals');
  const own = await describeParams(refusal.params ?? {});
  // one sentence tells input apart by its reason, which most refusals of it do not have
  const params = refusal.code === 'INVALID_INPUT' ? { reason: 'other', ...own } : own;
  return t(refusal.code as never, params as never);
}
