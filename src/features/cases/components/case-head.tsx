import { getLocale, getTranslations } from 'next-intl/server';
import { Breadcrumb } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import { StageBar } from '@/components/ui/stage-bar';
import { Stamp, Status } from '@/components/ui/status';
import type { CaseStatus } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import type { CaseView, Clock } from '../queries';

const TONES = {
  OPEN: { tone: 'accent' },
  AWAITING_SUPPLEMENT: { tone: 'amber' },
  SUSPENDED: { tone: 'grey', hollow: true },
  CLOSED: { tone: 'grey' },
} as const satisfies Record<CaseStatus, { tone: string; hollow?: boolean }>;

/** Title, what it is, how long it has left, and the bar of stages with dates and people. */
export async function CaseHead({ view, mayEdit }: { view: CaseView; mayEdit: boolean }) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const { facts, supplement } = view;
  const status = facts.outcome
    ? `${t('statuses.CLOSED')} ${t(`outcomes.${facts.outcome}`)}`
    : t(`statuses.${facts.status}`);
  const requirement = (code: string) => {
    const entry = facts.definition.catalogue.find((row) => row.code === code);
    return entry ? labelOf(entry.name, locale) : code;
  };
  return (
    <>
      <Breadcrumb
        items={[
          { label: t('worklist.title'), href: '/worklist' },
          { label: t('title'), href: '/cases', remembered: true },
          { label: facts.reference },
        ]}
        end={
          <>
            <Link href={`/cases/${facts.id}/print`}>{t('printFile')}</Link>
            <Link href={`/cases/${facts.id}/approval-form`}>{t('approvalForm')}</Link>
            {facts.stage === 'CONSULTATION' ? (
              mayEdit && <Link href={`/cases/${facts.id}/consultation`}>{t('editConsultation')}</Link>
            ) : (
              <>
                <Link href={`/cases/${facts.id}/receipts/acceptance`}>{t('acceptanceReceipt')}</Link>
                <Link href={`/cases/${facts.id}/correction`}>{t('correction.title')}</Link>
              </>
            )}
          </>
        }
      />
      <div className="grid gap-x-8 pt-1.25 pb-3 md:grid-cols-[minmax(0,1fr)_auto]">
        <div>
          <h1 className="font-serif text-xl font-bold max-md:text-lg">{view.title}</h1>
          <div className="mt-0.5 flex flex-wrap items-center gap-x-3.5 text-sm text-ink-2">
            <span>{facts.reference}</span>
            <span>
              {t('facts.programmeValue', {
                name: labelOf(view.programme.name, locale),
                version: view.programme.version,
                document: view.programme.documentNumber,
              })}
            </span>
            <span>{t(`applicantKinds.${facts.applicantKind}`)}</span>
            {facts.lane === 'GREEN' && <Stamp>{t('lanes.stamp')}</Stamp>}
            {view.backEntry && <Status tone="amber">{t('backEntered')}</Status>}
            <Status {...TONES[facts.status]}>{status}</Status>
          </div>
        </div>
        <Due clock={view.clock} closed={facts.status === 'CLOSED'} />
      </div>
      <StageBar
        steps={view.stages.map((entry) => {
          const current = entry.stage === facts.stage;
          const done =
            !current &&
            entry.leftOn !== null &&
            facts.definition.stages.findIndex((row) => row.stage === entry.stage) <
              facts.definition.stages.findIndex((row) => row.stage === facts.stage);
          const people = entry.people.map((name) => labelOf(name, locale)).join(t('listComma'));
          return {
            name: labelOf(entry.name, locale),
            state: current ? 'current' : done ? 'done' : 'todo',
            dates:
              entry.enteredOn && (current || done)
                ? current && entry.leftOn === null
                  ? facts.status === 'CLOSED'
                    ? entry.enteredOn
                    : t('since', { day: entry.enteredOn })
                  : formatDayRange(entry.enteredOn, entry.leftOn)
                : t('notBegun'),
            people: current && view.waiting ? <Waiting waiting={view.waiting} /> : done ? people : undefined,
          };
        })}
      />
      {supplement && (
        <SayBar
          tone="amber"
          className="my-3"
          detail={t('supplementNote', {
            day: supplement.requestedOn,
            who: supplement.requestedBy ? labelOf(supplement.requestedBy, locale) : '',
            note: supplement.note,
          })}
        >
          {t('supplementOpen', { items: supplement.items.map(requirement).join(t('listComma')) })}
        </SayBar>
      )}
    </>
  );
}

/** What the present stage waits for, and whom. */
async function Waiting({ waiting }: { waiting: NonNullable<CaseView['waiting']> }) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const who = waiting.people.length > 0 ? waiting.people : waiting.organisation ? [waiting.organisation] : [];
  return (
    <>
      <b>{t(`tasks.${waiting.task}` as never)}</b> {who.map((name) => labelOf(name, locale)).join(t('listComma'))}
    </>
  );
}

async function Due({ clock, closed }: { clock: Clock; closed: boolean }) {
  const t = await getTranslations('cases');
  if (closed) return null;
  if (clock.paused) return <p className="text-md font-bold text-ink-2">{t('clock.paused')}</p>;
  if (clock.remaining === null || clock.dueOn === null)
    return <p className="text-sm text-ink-3">{t('clock.noLimit')}</p>;
  const late = clock.overdue;
  return (
    <div className="text-sm text-ink-2 md:text-right">
      <b className={`block text-lg ${late ? 'text-red' : clock.remaining <= 2 ? 'text-amber' : 'text-ink'}`}>
        {late
          ? clock.remaining === 0
            ? t('clock.overdue')
            : t('clock.late', { days: -clock.remaining })
          : t('clock.left', { days: clock.remaining })}
      </b>
      {t('clock.limit', { limit: clock.limit ?? 0, due: clock.dueOn })}
      {clock.provisional && t('clock.provisionalNote')}
    </div>
  );
}
