import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatRate } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import { MinutesPanel } from '@/features/generated-documents/components/generated-panel';
import { getMinutes, type SessionMinutes } from '@/features/sessions/minutes-queries';
import { numberOf } from '@/features/sessions/words';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('sessions', 'minutes');

/** The minutes as they go on paper, made from what was recorded: who sat, how each voted, what became of each case. */
export default async function SessionMinutesPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const minutes = await getMinutes(actor, (await params).id);
  if (!minutes) notFound();
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const people = (rows: SessionMinutes['members']) =>
    rows.map((row) => labelOf(row.name, locale)).join(t('separator')) || '--';
  const facts = [
    [t('columns.number'), await numberOf(minutes.number)],
    [t('openedAt'), minutes.openedAt ? formatInstant(minutes.openedAt) : '--'],
    [t('closedAt'), minutes.closedAt ? formatInstant(minutes.closedAt) : t('notClosed')],
    [t('place'), minutes.place],
    [t('chair'), labelOf(minutes.chair, locale)],
    [t('presentMembers'), people(minutes.members.filter((row) => row.present))],
    [t('absentMembers'), people(minutes.members.filter((row) => !row.present))],
    [t('mode'), `${t(`modes.${minutes.mode}`)}${minutes.mode === 'RATIO' ? ` ${formatRate(minutes.ratioBps)}` : ''}`],
    [t('quorum'), t('people', { count: minutes.quorum })],
    [t('programme'), labelOf(minutes.programme, locale)],
  ] as const;
  return (
    <Page className="mx-auto max-w-180">
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(currentTime())}`} />
      <Breadcrumb
        items={[
          { label: t('title'), href: '/sessions' },
          { label: minutes.title, href: `/sessions/${minutes.sessionId}` },
          { label: t('minutes') },
        ]}
        end={<span>{t('printHint')}</span>}
      />
      <h1 className="my-5 text-center font-serif text-xl font-bold">
        {t('minutesOf', { organisation: labelOf(minutes.organisation, locale), title: minutes.title })}
      </h1>
      <dl className="border-y border-ink py-2">
        {facts.map(([head, value]) => (
          <div key={head} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 py-1">
            <dt className="text-ink-2">{head}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-6 mb-2 font-bold">{t('minutesItems')}</h2>
      {minutes.items
        .filter((row) => row.result !== 'REMOVED' || row.votes.length > 0)
        .map((row, index) => (
          <ItemMinutes key={row.caseId} item={row} number={index + 1} />
        ))}
      <p className="mt-8 text-right">{t('signature', { chair: labelOf(minutes.chair, locale) })}</p>
      <MinutesPanel actor={actor} sessionId={minutes.sessionId} />
    </Page>
  );
}

async function ItemMinutes({ item, number }: { item: SessionMinutes['items'][number]; number: number }) {
  const t = await getTranslations('sessions');
  const decisions = await getTranslations('decisions');
  const locale = await getLocale();
  const words = await amountWords();
  return (
    <section className="mt-4 break-inside-avoid">
      <h3 className="font-bold">{t('itemHead', { number, title: item.title, applicant: item.applicantName })}</h3>
      <p className="my-1 leading-6">
        {t('itemLine', {
          reference: item.reference,
          recommended: words.say(item.recommendedAmountFen),
          amount: words.say(item.amountFen),
          months: item.termMonths,
          rate: formatRate(item.rateBps),
          document: item.authorityDocument,
        })}
      </p>
      <p className="my-1 leading-6">
        {t('resultLine', {
          result: t(`itemStatuses.${item.result}`),
          agreed: item.votesFor,
          against: item.votesAgainst,
          recused: item.recusals,
        })}
        {item.opinion && ` ${item.opinion}`}
      </p>
      {item.conditions.length > 0 && (
        <p className="my-1 leading-6">
          {t('conditions')}
          {t('colon')}
          {item.conditions
            .map((row) => t('conditionWithGate', { text: row.text, gate: decisions(`gate.${row.gate}`) }))
            .join(t('separator'))}
        </p>
      )}
      {item.votes.length > 0 && (
        <Table caption={t('votesTitle')} density="tight">
          <thead>
            <tr>
              <Th>{t('member')}</Th>
              <Th>{t('vote')}</Th>
              <Th>{t('opinion')}</Th>
            </tr>
          </thead>
          <tbody>
            {item.votes.map((row) => (
              <tr key={labelOf(row.name, locale)}>
                <RowHead>{labelOf(row.name, locale)}</RowHead>
                <Td phone="title-end">{t(`votes.${row.vote}`)}</Td>
                <Td phone="sub" className="whitespace-pre-line">
                  {row.opinion || '--'}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
