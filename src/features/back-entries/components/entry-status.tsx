import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import { labelOf } from '@/i18n/label';
import type { BackEntryView } from '../queries';

/** Where the entry stands, and what follows from that for this reader. */
export async function EntryStatus({ view, done }: { view: BackEntryView; done: string | undefined }) {
  const t = await getTranslations('back-entries');
  const locale = await getLocale();
  const name = view.settledBy ? labelOf(view.settledBy, locale) : '';
  const day = view.settledOn ?? '';
  const entered = t('enteredBy', { name: labelOf(view.enteredBy, locale), day: view.enteredOn });
  if (view.refusal !== null && (view.status === 'REFUSED' || view.status === 'DRAFT'))
    return (
      <SayBar tone="amber" className="mt-3" detail={name && t('returnedBy', { name, day })}>
        {t('returned', { reason: view.refusal })}
      </SayBar>
    );
  if (view.openedCase)
    return (
      <SayBar tone="green" className="mt-3" detail={entered}>
        {t('confirmedAs', { reference: view.openedCase.reference, name, day })}{' '}
        <Link href={`/cases/${view.openedCase.id}`}>{t('openCase')}</Link>
      </SayBar>
    );
  if (view.status === 'SUBMITTED')
    return (
      <SayBar tone={done ? 'green' : 'accent'} live={done !== undefined} className="mt-3" detail={entered}>
        {done ? t('submitted') : t('waiting')}
      </SayBar>
    );
  return <p className="mt-3 text-sm text-ink-2">{entered}</p>;
}
