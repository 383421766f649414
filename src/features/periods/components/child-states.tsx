import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { PeriodView } from '../queries-report';
import { periodHref, statusOf } from './period-words';

/** Where the places below stand with the same period. */
export async function ChildStates({ view }: { view: PeriodView }) {
  const t = await getTranslations('periods');
  return (
    <Section>
      <SectionHead note={t('belowFirst')}>{t('below')}</SectionHead>
      <Table caption={t('below')}>
        <thead>
          <tr>
            <Th>{t('place')}</Th>
            <Th>{t('state')}</Th>
            <Th>{t('due')}</Th>
          </tr>
        </thead>
        <tbody>
          {view.below.map(({ place, cell }) => (
            <tr key={place.regionId}>
              <RowHead>
                <Link href={periodHref(place.regionId, cell.period, view.programme.id)}>{place.name}</Link>
              </RowHead>
              <Td phone="title-end">
                <Status {...statusOf(cell.state, cell.isOverdue)}>{t(`states.${cell.state}`)}</Status>
              </Td>
              <Td label={t('due')}>{cell.dueOn}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
