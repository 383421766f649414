import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { AmountUnit } from '@/domain/money';
import { formatInstant } from '@/lib/format-day';
import { type LateEvent, MOST_LATE } from '../late-queries';
import { formatChange } from './period-figures';

/** 后报变动: what happened by the end of the period and was recorded after the report, with what it adds to which figure. */
export async function LateEvents({ events, unit }: { events: readonly LateEvent[]; unit: AmountUnit }) {
  const t = await getTranslations('periods');
  const cases = await getTranslations('cases');
  const shown = events.slice(0, MOST_LATE);
  const word = (sum: LateEvent['sums'][number]) =>
    t(sum.inside ? 'addsInside' : 'adds', {
      measure: cases(`measures.${sum.measure}`),
      value: formatChange(BigInt(sum.value), sum.measure, unit),
    });
  return (
    <Section aria-labelledby="late">
      <SectionHead id="late" note={t('lateNote')}>
        {t('late')}
      </SectionHead>
      <Table caption={t('late')}>
        <thead>
          <tr>
            <Th>{t('case')}</Th>
            <Th>{t('what')}</Th>
            <Th>{t('occurredOn')}</Th>
            <Th>{t('recordedAt')}</Th>
            <Th>{t('change')}</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event) => (
            <tr key={event.id}>
              <RowHead>
                <Link href={`/cases/${event.caseId}?tab=timeline`}>{event.reference}</Link>
              </RowHead>
              <Td label={t('what')}>{cases(`events.${event.kind.replaceAll('.', '_')}` as never)}</Td>
              <Td label={t('occurredOn')}>{event.occurredOn}</Td>
              <Td label={t('recordedAt')}>{formatInstant(event.recordedAt)}</Td>
              <Td label={t('change')}>
                {event.sums.map((sum) => (
                  <span key={`${sum.measure} ${sum.inside}`} className="block">
                    {word(sum)}
                  </span>
                ))}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {events.length > MOST_LATE && <p className="mt-1 text-sm text-ink-2">{t('lateMore', { count: MOST_LATE })}</p>}
    </Section>
  );
}
