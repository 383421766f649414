import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { getNextInQueue } from '@/features/cases/worklist-queries';
import { heldName } from '@/server/cookie-name';

const MAX_QUEUE = 50;

/**
 * After a case is done with: how far the person is in the list they came from, and the next one. Shown once the case no
 * longer waits for them; `always` also for a case that was not opened from the list, right after an act on it.
 */
export async function NextInQueue({
  actor,
  caseId,
  always = false,
}: {
  actor: Actor;
  caseId: string;
  always?: boolean;
}) {
  const kept = (await cookies()).get(heldName('queue', '/cases'))?.value ?? '';
  const queue = kept.split('.').slice(0, MAX_QUEUE);
  if (!always && !queue.includes(caseId)) return null;
  const step = await getNextInQueue(actor, caseId, queue);
  if (!step) return null;
  const t = await getTranslations('worklist');
  return (
    <SayBar
      tone="accent"
      className="my-3"
      detail={
        <span className="inline-flex min-h-8 flex-wrap items-center gap-x-4 max-md:min-h-11">
          {step.next && (
            <Link href={`/cases/${step.next.id}`} className="py-1 text-base">
              {t('queue.next', { name: `${step.next.reference} ${step.next.title}` })}
            </Link>
          )}
          <Link href="/worklist" className="py-1">
            {t('queue.back')}
          </Link>
        </span>
      }
    >
      {step.progress ? t('queue.progress', step.progress) : t(step.next ? 'queue.more' : 'queue.none')}
    </SayBar>
  );
}
