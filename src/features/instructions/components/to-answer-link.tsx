import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { countToAnswer } from '../queries';

/** The way from the worklist to the instructions, with how many wait for an answer. */
export async function ToAnswerLink({ actor }: { actor: Actor }) {
  if (!can(actor, 'instruction.answer')) return null;
  const t = await getTranslations('instructions');
  return <ButtonLink href="/instructions?view=mine">{t('toAnswer', { count: await countToAnswer(actor) })}</ButtonLink>;
}
