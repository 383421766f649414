import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { DataList } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { addWorkingDays, dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { InstructionTable } from '@/features/instructions/components/instruction-table';
import { listPeopleBelow } from '@/features/instructions/people-queries';
import { DecisionForm } from '@/features/meetings/components/decision-form';
import { getMeeting, mayReadMeetings } from '@/features/meetings/queries';
import { labelOf } from '@/i18n/label';
import { singleValues } from '@/lib/address';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';
import { displayUnit } from '@/server/preferences';
import { loadWorkCalendar } from '@/server/work-calendar';

export const generateMetadata = titled('meetings', 'one');

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function MeetingPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const meeting = mayReadMeetings(actor) ? await getMeeting(actor, (await params).id, now) : null;
  if (!meeting) notFound();
  const { done, q = '' } = singleValues(await searchParams);
  const t = await getTranslations('meetings');
  const locale = await getLocale();
  const today = dayOf(now);
  const mayRecord = can(actor, 'meeting.record');
  const found = mayRecord ? await listPeopleBelow(actor, { query: q }) : null;
  const inFiveDays = addWorkingDays(today, 5, await read(actor, loadWorkCalendar)).day;
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb
        items={[{ label: t('title'), href: '/meetings' }, { label: meeting.title }]}
        end={<Link href={`/meetings/${meeting.id}/minutes`}>{t('printMinutes')}</Link>}
      />
      <PageHead title={meeting.title} meta={`${meeting.heldOn} ${meeting.place}`} />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      <PanelledPage
        panel={
          found && (
            <DecisionForm
              key={meeting.decisions.length}
              meetingId={meeting.id}
              found={found}
              query={q}
              today={today}
              inFiveDays={inFiveDays}
            />
          )
        }
      >
        <Section>
          <SectionHead note={t('decisionsNote', { count: meeting.decisions.length })}>{t('decisions')}</SectionHead>
          {meeting.decisions.length === 0 ? (
            <EmptyState title={t('noDecisions')}>{mayRecord && t('noDecisionsNext')}</EmptyState>
          ) : (
            <InstructionTable rows={meeting.decisions} unit={await displayUnit()} caption={t('decisions')} />
          )}
        </Section>
        <Section>
          <DataList
            columns={1}
            facts={[
              { label: t('attendees'), value: <span className="whitespace-pre-line">{meeting.attendees}</span> },
              { label: t('minutes'), value: <span className="whitespace-pre-line">{meeting.minutes}</span> },
              {
                label: t('recordedBy'),
                value: meeting.recordedBy ? labelOf(meeting.recordedBy.name, locale) : '--',
                note: formatInstant(meeting.recordedAt),
              },
            ]}
          />
        </Section>
      </PanelledPage>
    </Page>
  );
}
