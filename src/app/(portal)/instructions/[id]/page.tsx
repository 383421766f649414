import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Timeline } from '@/components/ui/timeline';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { AboutWord } from '@/features/instructions/components/instruction-table';
import { DeadlineWord, InstructionStatusWord } from '@/features/instructions/components/instruction-words';
import { StepForms } from '@/features/instructions/components/step-forms';
import { getInstruction } from '@/features/instructions/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('instructions', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function InstructionPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const thread = can(actor, 'instruction.read') ? await getInstruction(actor, (await params).id, now) : null;
  if (!thread) notFound();
  const { done } = await searchParams;
  const t = await getTranslations('instructions');
  const locale = await getLocale();
  const unit = await displayUnit();
  const who = (person: { name: Parameters<typeof labelOf>[0]; organisation: Parameters<typeof labelOf>[0] } | null) =>
    person ? [labelOf(person.name, locale), labelOf(person.organisation, locale)].join(t('separator')) : '--';
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: t('title'), href: '/instructions' }, { label: t('one') }]} />
      <PageHead title={t('one')} below={<InstructionStatusWord row={thread} />} rule />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      <PanelledPage panel={<StepForms thread={thread} today={dayOf(now)} />}>
        <Section>
          <p className="text-md font-bold whitespace-pre-line">{thread.text}</p>
        </Section>
        <Section>
          <DataList
            columns={1}
            facts={[
              { label: t('columns.about'), value: <AboutWord row={thread} unit={unit} /> },
              {
                label: t('columns.issuedBy'),
                value: thread.issuedBy ? labelOf(thread.issuedBy, locale) : '--',
                note: formatInstant(thread.issuedAt),
              },
              { label: t('columns.addressee'), value: who(thread.addressee) },
              { label: t('columns.dueOn'), value: <DeadlineWord row={thread} /> },
            ]}
          />
        </Section>
        <Section>
          <SectionHead>{t('thread')}</SectionHead>
          {thread.replies.length === 0 ? (
            <p className="text-sm text-ink-2">{t('noReplies')}</p>
          ) : (
            <Timeline
              entries={thread.replies.map((reply) => ({
                id: reply.id,
                when: formatInstant(reply.writtenAt),
                dateTime: reply.writtenAt.toISOString(),
                title: t(`kinds.${reply.kind}`),
                who: who(reply.author),
                note: reply.text === '' ? undefined : <span className="whitespace-pre-line">{reply.text}</span>,
              }))}
            />
          )}
        </Section>
      </PanelledPage>
    </Page>
  );
}
