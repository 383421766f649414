import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { RefusalValue } from '@/domain/refusal';

/** A refusal in the reader's language: what is the matter and what to do. */
export async function describeRefusal(refusal: RefusalValue): Promise<string> {
  const t = await getTranslations('refusals');
  return t(refusal.code as never, (refusal.params ?? {}) as never);
}
