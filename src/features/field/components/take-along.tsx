import { getLocale } from 'next-intl/server';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { currentTime } from '@/server/clock';
import { getTakenCase } from '../queries';
import { TakeAlongButton } from './take-along-button';

/** Offers to take the case along to the field, where this person has something to do there. */
export async function TakeAlong({ actor, caseId }: { actor: Actor; caseId: string }) {
  const taken = await getTakenCase(actor, caseId, dayOf(currentTime()), await getLocale());
  return taken && <TakeAlongButton userId={actor.userId} taken={taken} />;
}
