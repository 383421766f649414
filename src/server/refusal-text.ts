import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import type { RefusalValue } from '@/domain/refusal';
import { labelOf } from '@/i18n/label';

/** A refusal in the reader's language: what is the matter and what to do. */
export async function describeRefusal(refusal: RefusalValue): Promise<string> {
  const t = await getTranslations('refusals');
  const locale = await getLocale();
  const given = Object.fromEntries(
    Object.entries(refusal.params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? value.map((label) => labelOf(label, locale)).join(locale === 'en' ? ', ' : '、')
        : value,
    ]),
  );
  // one sentence tells input apart by its reason, which most refusals of it do not have
  const params = refusal.code === 'INVALID_INPUT' ? { reason: 'other', ...given } : given;
  return t(refusal.code as never, params as never);
}
