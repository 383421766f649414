import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { EventRow } from '../queries/events';

/** Everything that somebody did and that was done to their account. */
const followPerson = (username: string) => `/admin/events?${new URLSearchParams({ person: username })}`;

/** Events as they were written. `opensCases`: whether the reader may open the cases they speak of. */
export function EventTable({ rows, opensCases }: { rows: readonly EventRow[]; opensCases: boolean }) {
  const t = useTranslations('administration');
  const cases = useTranslations('cases');
  const locale = useLocale();
  const word = (kind: string) => {
    const key = `events.${kind.replaceAll('.', '_')}` as never;
    if (cases.has(key)) return cases(key);
    // A kind without a word yet is shown by its code: an audit must not hide what it cannot name.
    return t.has(key) ? t(key) : kind;
  };
  return (
    <Table caption={t('sections.events')}>
      <thead>
        <tr>
          <Th>{t('recordedAt')}</Th>
          <Th>{t('event')}</Th>
          <Th>{t('person')}</Th>
          <Th>{t('about')}</Th>
          <Th>{t('payload')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead className="whitespace-nowrap">{formatInstant(row.recordedAt)}</RowHead>
            <Td phone="title-end">{word(row.kind)}</Td>
            <Td label={t('person')}>
              {row.person === null ? (
                t('system')
              ) : (
                <>
                  <Link href={followPerson(row.person.username)} className={FOLLOWED}>
                    {labelOf(row.person.name, locale)}
                  </Link>
                  <span className="ml-1.5 text-xs text-ink-3">{labelOf(row.person.organisation, locale)}</span>
                </>
              )}
            </Td>
            <Td label={t('about')} className={row.caseRecord ? 'md:whitespace-nowrap' : undefined}>
              {row.caseRecord || row.subject ? <About row={row} opensCases={opensCases} locale={locale} /> : '--'}
            </Td>
            <Td phone="hide" className="text-xs break-all text-ink-2">
              {row.payload.map(([name, value]) => `${name}=${value}`).join(' ')}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A link beside words that are none, and at a finger's distance from the next row. */
const FOLLOWED = 'inline-block min-h-6 underline';

function About({ row, opensCases, locale }: { row: EventRow; opensCases: boolean; locale: string }) {
  if (row.caseRecord) {
    const { id, reference } = row.caseRecord;
    const href = opensCases ? `/cases/${id}` : `/admin/events?${new URLSearchParams({ reference })}`;
    return (
      <Link href={href} className={FOLLOWED}>
        {reference}
      </Link>
    );
  }
  if (!row.subject) return '--';
  return (
    <Link href={followPerson(row.subject.username)} className={FOLLOWED}>
      {labelOf(row.subject.name, locale)}
    </Link>
  );
}
