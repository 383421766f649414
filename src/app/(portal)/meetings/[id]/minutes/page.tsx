import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PrintedBy } from '@/components/shell/printed-by';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { PrintButton } from '@/components/ui/print-button';
import { longDay } from '@/features/briefs/text';
import { getMeeting, mayReadMeetings } from '@/features/meetings/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('meetings', 'printMinutes');

/** The minutes as they go on paper: what was held, said and decided, with who answers for it until when. */
export default async function MinutesPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const now = currentTime();
  const meeting = mayReadMeetings(actor) ? await getMeeting(actor, (await params).id, now) : null;
  if (!meeting) notFound();
  const t = await getTranslations('meetings');
  const words = await getTranslations('instructions');
  const locale = await getLocale();
  const heads = [t('heldOn'), t('place'), t('attendees')];
  const values = [await longDay(meeting.heldOn), meeting.place, meeting.attendees];
  return (
    <Page className="mx-auto max-w-180">
      <PrintedBy person={labelOf(actor.displayName, locale)} staffNumber={actor.staffNumber} at={formatInstant(now)} />
      <Breadcrumb
        items={[{ label: meeting.title, href: `/meetings/${meeting.id}` }, { label: t('printMinutes') }]}
        end={<PrintButton label={t('print')} />}
      />
      <h1 className="my-5 text-center font-serif text-xl font-bold">{meeting.title}</h1>
      <dl className="border-y border-ink py-2">
        {heads.map((head, index) => (
          <div key={head} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 py-1">
            <dt className="text-ink-2">{head}</dt>
            <dd className="whitespace-pre-line">{values[index]}</dd>
          </div>
        ))}
      </dl>
      <p className="my-4 leading-7 whitespace-pre-line">{meeting.minutes}</p>
      <h2 className="mt-6 mb-2 font-bold">{t('decisions')}</h2>
      {meeting.decisions.length === 0 && <p>{t('noDecisions')}</p>}
      <ol className="list-decimal pl-6">
        {
          await Promise.all(
            meeting.decisions.map(async (row) => (
              <li key={row.id} className="py-1.5 leading-6">
                <span className="whitespace-pre-line">{row.text}</span>
                <span className="block text-sm text-ink-2">
                  {t('decisionLine', {
                    who: row.addressee
                      ? `${labelOf(row.addressee.name, locale)} ${labelOf(row.addressee.organisation, locale)}`
                      : '--',
                    due: await longDay(row.dueOn),
                    state: row.overdue ? words('overdue') : words(`statuses.${row.status}`),
                  })}
                  {row.case && ` ${row.case.reference}`}
                </span>
              </li>
            )),
          )
        }
      </ol>
      <p className="mt-6 text-right">
        {t('recordedBy')} {meeting.recordedBy ? labelOf(meeting.recordedBy.name, locale) : '--'}
      </p>
    </Page>
  );
}
