import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { Tabs } from '@/components/ui/tabs';
import { dayOf } from '@/domain/calendar';
import { AdminPage } from '@/features/administration/components/admin-page';
import { CalendarForm } from '@/features/administration/components/calendar-form';
import { type PageQuery, requireSection, single } from '@/features/administration/gate';
import { findCalendarYear, listCalendarYears } from '@/features/administration/queries/calendar';
import { formatDayRange } from '@/lib/format-day';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.calendar');

export default async function CalendarPage({ searchParams }: { searchParams: PageQuery }) {
  const actor = await requireSection('calendar');
  const thisYear = Number(dayOf(currentTime()).slice(0, 4));
  const years = await read(actor, (tx) => listCalendarYears(tx, actor));
  const next = (years[0]?.year ?? thisYear - 1) + 1;
  const wanted = Number(single((await searchParams).year));
  const year = Number.isInteger(wanted) && wanted > 1999 && wanted < 2100 ? wanted : next;
  const known = await read(actor, (tx) => findCalendarYear(tx, actor, year));
  const t = await getTranslations('administration');
  const tabs = [next, ...years.map((row) => row.year)].map((entry) => ({
    href: `/admin/calendar?year=${entry}`,
    label: entry === next ? t('newYear', { year: String(entry) }) : String(entry),
    current: entry === year,
  }));
  return (
    <AdminPage actor={actor} current="calendar">
      <PageHead title={t('sections.calendar')} below={t('calendarNote')} />
      <Tabs items={tabs} label={t('sections.calendar')} />
      {known !== null && (
        <Section>
          <SectionHead note={t('publishedNote', { day: known.publishedOn })}>
            {t('yearWorkingDays', { year: String(year), count: known.workingDays })}
          </SectionHead>
          <DataList
            columns={1}
            facts={[
              {
                label: t('holidays'),
                value: known.holidays
                  .map(({ from, to }) => (from === to ? from : formatDayRange(from, to)))
                  .join(t('listSeparator')),
              },
              { label: t('workdays'), value: known.workdays.join(t('listSeparator')) || t('none') },
            ]}
          />
        </Section>
      )}
      {year >= thisYear && (
        <Section>
          <SectionHead note={known === null ? t('provisionalNote') : t('correctNote')}>
            {t(known === null ? 'enterYear' : 'correctYear')}
          </SectionHead>
          <CalendarForm year={year} known={known} />
        </Section>
      )}
    </AdminPage>
  );
}
