import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { RefusalValue } from '@/domain/refusal';

/** A refusal in the reader's language: what is the matter and what to do. */
export async function describeRefusal(refusal: RefusalValue): Promise<string> {
  const t = await getTranslations('refusals');
  // one sentence tells input apart by its reason, which most refusals of it do not have
  const params = refusal.code === 'INVALID_INPUT' ? { reason: 'other', ...refusal.params } : (refusal.params ?? {});
  return t(refusal.code as never, params as never);
}
