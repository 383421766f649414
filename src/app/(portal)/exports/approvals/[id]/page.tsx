import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { TAKE_HOURS } from '@/domain/export-approval';
import { SettleAskForm, TakeForm, WithdrawAskForm } from '@/features/exports/components/ask-forms';
import { AskStatus } from '@/features/exports/components/ask-table';
import { getAsk } from '@/features/exports/queries-approval';
import { idField } from '@/features/form-fields';
import { labelOf } from '@/i18n/label';
import { toLocale } from '@/i18n/locale';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('exports', 'ask.approval');

/** An export that was asked for: what would leave, why, and the step that is the reader's. */
export default async function ExportApprovalPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const id = idField.safeParse((await params).id).data;
  const locale = toLocale(await getLocale());
  const ask = id ? await getAsk(actor, id, locale, currentTime()) : null;
  if (!ask) notFound();
  const t = await getTranslations('exports');
  const name = (label: typeof ask.askedBy) => (label ? labelOf(label, locale) : '--');
  const { offer } = ask;
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/exports' }, { label: t('ask.approval') }]} />
      <PageHead title={t('ask.approval')} meta={<AskStatus state={ask.state} />} rule />
      <Section>
        <DataList
          facts={[
            { label: t('columns.list'), value: t(`lists.${ask.list}`) },
            { label: t('ask.content'), value: t(`ask.contents.${ask.full ? 'FULL' : 'MASKED'}`) },
            { label: t('ask.filter'), value: ask.filterWords.join(t('sheet.filterSeparator')) || t('ask.everything') },
            { label: t('ask.rows'), value: String(ask.rows) },
            { label: t('ask.rowsNow'), value: ask.rowsNow === null ? t('ask.noLonger') : String(ask.rowsNow) },
            { label: t('ask.reason'), value: <span className="whitespace-pre-line">{ask.reason}</span> },
            { label: t('ask.askedBy'), value: `${name(ask.askedBy)} ${name(ask.organisation)}` },
            { label: t('columns.requestedAt'), value: formatInstant(ask.askedAt) },
            ...(ask.state === 'OPEN' ? [{ label: t('ask.until'), value: formatInstant(ask.expiresAt) }] : []),
            ...(ask.decidedAt
              ? [
                  { label: t('ask.decidedBy'), value: name(ask.decidedBy) },
                  { label: t('ask.decidedAt'), value: formatInstant(ask.decidedAt) },
                  { label: t('ask.remark'), value: ask.remark ?? '--' },
                  { label: t('ask.number'), value: ask.id },
                ]
              : []),
          ]}
        />
      </Section>
      {offer.decide && (
        <Section aria-labelledby="settle">
          <SectionHead id="settle">{t('ask.settle')}</SectionHead>
          <SettleAskForm approvalId={ask.id} />
        </Section>
      )}
      {offer.take && (
        <Section aria-labelledby="take">
          <SectionHead id="take" note={t('ask.takeNote', { hours: TAKE_HOURS, taken: ask.taken })}>
            {t('ask.take')}
          </SectionHead>
          <TakeForm approvalId={ask.id} />
        </Section>
      )}
      {offer.withdraw && <WithdrawAskForm approvalId={ask.id} />}
      {ask.state === 'APPROVED' && !ask.full && !offer.decide && (
        <p>
          <Link href="/exports">{t('ask.beingWritten')}</Link>
        </p>
      )}
    </Page>
  );
}
