import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';
import { listOutstanding, type Outstanding } from '../queries';
import { periodHref, periodWord } from './period-words';

/** As many programmes as the note names, and places of each; all are on the page that it leads to. */
const MOST_PROGRAMMES = 3;
const MOST_PLACES = 6;

/** Who has not reported the last month: the first thing that a county sees. Nothing where all have. */
export async function OutstandingNote({ actor }: { actor: Actor }) {
  const found = await listOutstanding(actor, currentTime());
  if (!found || found.rows.length === 0) return null;
  const t = await getTranslations('periods');
  const word = periodWord(t, found.period);
  const { rows } = found;
  const missing = rows.reduce((sum, row) => sum + row.missing.length, 0);
  const own = rows.filter((row) => row.own !== null).length;
  const isOverdue = rows.some((row) => row.overdue > 0 || row.own?.isOverdue);
  const [late] = rows.map((row) => row.own?.dueOn ?? '').filter(Boolean);
  return (
    <SayBar
      tone={isOverdue ? 'red' : 'amber'}
      className="my-3"
      detail={
        <ul>
          {rows.slice(0, MOST_PROGRAMMES).map((row) => (
            <li key={row.programme.id}>
              <OutstandingLine row={row} />
            </li>
          ))}
          {rows.length > MOST_PROGRAMMES && (
            <li>
              <Link href="/periods" className="inline-block py-0.5 leading-5 max-md:py-2">
                {t('moreProgrammes', { count: rows.length - MOST_PROGRAMMES })}
              </Link>
            </li>
          )}
        </ul>
      }
    >
      {missing > 0 ? t('missingHead', { period: word, count: missing }) : t('ownHead', { period: word, count: own })}
      {missing === 0 && late && (
        <span className="ml-2 text-sm font-normal text-ink-2">{t('dueOn', { day: late })}</span>
      )}
    </SayBar>
  );
}

async function OutstandingLine({ row }: { row: Outstanding }) {
  const t = await getTranslations('periods');
  const locale = await getLocale();
  const { programme, missing, owing, own, overdue } = row;
  const query = new URLSearchParams({ programme: programme.id });
  const named = missing.slice(0, MOST_PLACES).join(t('comma'));
  return (
    <>
      <Link href={`/periods?${query}`} className="inline-block py-0.5 leading-5 max-md:py-2">
        {missing.length > 0
          ? t('missingOf', {
              ...{ programme: labelOf(programme.name, locale), missing: missing.length, owing, overdue },
              places: missing.length > MOST_PLACES ? t('andMore', { places: named }) : named,
            })
          : labelOf(programme.name, locale)}
      </Link>
      {own && <OwnLink programmeId={programme.id} own={own} />}
    </>
  );
}

async function OwnLink({ programmeId, own }: { programmeId: string; own: NonNullable<Outstanding['own']> }) {
  const t = await getTranslations('periods');
  const { state, isOverdue } = own;
  return (
    <span className="ml-2">
      <Link
        href={periodHref(own.regionId, own.period, programmeId)}
        className="inline-block py-0.5 leading-5 max-md:py-2"
      >
        {t('ownState')}
      </Link>{' '}
      {isOverdue ? t('overdueState') : t(`states.${state}`)}
    </span>
  );
}
