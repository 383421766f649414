import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor, Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { labelOf } from '@/i18n/label';
import { formatInstantShort } from '@/lib/format-day';
import { takeBack } from '../actions';
import { getTransfer } from '../queries';

/** On the case: with whom the task in hand is, and the way to pass it on or take it back. */
export async function TransferPanel({ actor, caseId, now }: { actor: Actor; caseId: string; now: Date }) {
  const view = await getTransfer(actor, caseId, dayOf(now));
  if (!view || (!view.mayPassOn && !view.current)) return null;
  const t = await getTranslations('colleagues');
  const locale = await getLocale();
  const name = (label: Label | null) => (label ? labelOf(label, locale) : '--');
  const { current } = view;
  return (
    <div className="screen-only mt-3 text-sm">
      {current && (
        <p className="text-ink-2">
          {t('passedOn', { from: name(current.from), to: name(current.to), at: formatInstantShort(current.at) })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {view.mayPassOn && (
          <Link href={`/cases/${caseId}/transfer`} className="inline-flex min-h-8 items-center max-md:min-h-11">
            {t('passOn')}
          </Link>
        )}
        {current?.mayTakeBack && (
          <ActionForm action={takeBack} aria-label={t('takeBack')}>
            <input type="hidden" name="caseId" value={caseId} />
            <input type="hidden" name="version" value={view.version} />
            <SubmitButton variant="default">{t('takeBack')}</SubmitButton>
          </ActionForm>
        )}
      </div>
    </div>
  );
}
