import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import { formatInstant, formatInstantShort } from '@/lib/format-day';
import { urge } from '../actions';
import { getReach } from '../queries';

/** Calls others to a case: reminds whom it waits for, sends it to colleagues, and says who has been sent it. */
export async function ReachPanel({ actor, caseId, now }: { actor: Actor; caseId: string; now: Date }) {
  const reach = await getReach(actor, caseId, now);
  if (!reach) return null;
  const t = await getTranslations('worklist');
  const locale = await getLocale();
  const shown = reach.copies.length > 0 || reach.waitsForOthers || can(actor, 'case.copy');
  if (!shown) return null;
  return (
    <section aria-labelledby="reach" className="screen-only mt-5">
      <SectionHead id="reach">{t('reach.title')}</SectionHead>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {reach.waitsForOthers && reach.mayUrge && (
          <ActionForm action={urge} aria-label={t('bulk.acts.urge')}>
            <input type="hidden" name="caseId" value={caseId} />
            <SubmitButton variant="default">{t('bulk.acts.urge')}</SubmitButton>
          </ActionForm>
        )}
        {can(actor, 'case.copy') && (
          <Link href={`/worklist/copy?case=${caseId}`} className="inline-flex min-h-8 items-center max-md:min-h-11">
            {t('reach.copy')}
          </Link>
        )}
      </div>
      {reach.urgedAt && (
        <p className="mt-1 text-sm text-ink-2">
          {t(reach.waitsForOthers && !reach.mayUrge ? 'reach.urgedWait' : 'reach.urged', {
            at: formatInstant(reach.urgedAt),
          })}
        </p>
      )}
      {reach.copies.length > 0 && (
        <ul className="mt-1.5 text-sm text-ink-2">
          {reach.copies.map((copy) => (
            <li key={`${copy.name?.zh}${copy.at.toISOString()}`}>
              {t(copy.read ? 'reach.copiedRead' : 'reach.copied', {
                name: copy.name ? labelOf(copy.name, locale) : '--',
                at: formatInstantShort(copy.at),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
