import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import { ROLES } from '@/domain/permissions';
import type { RefusalParams, RefusalValue } from '@/domain/refusal';
import { labelOf } from '@/i18n/label';

/** Params in the reader's words: the domain names a role by its code, and things by their labels. */
export async function describeParams(params: RefusalParams): Promise<Record<string, string | number>> {
  const roles = await getTranslations('roles');
  const locale = await getLocale();
  const inWords = (value: RefusalParams[string]) => {
    if (typeof value === 'object')
      return value.map((label) => labelOf(label, locale)).join(locale === 'en' ? ', ' : '、');
    const role = ROLES.find((known) => known === value);
    return role ? roles(role) : value;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, inWords(value)]));
}

/** A refusal in the reader's language: what is the matter and what to do. */
export async function describeRefusal(refusal: RefusalValue): Promise<string> {
  const t = await getTranslations('refusals');
  const own = await describeParams(refusal.params ?? {});
  // one sentence tells input apart by its reason, which most refusals of it do not have
  const params = refusal.code === 'INVALID_INPUT' ? { reason: 'other', ...own } : own;
  return t(refusal.code as never, params as never);
}
