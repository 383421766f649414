import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { record } from '@/features/public-notices/actions';
import { NoticeFacts } from '@/features/public-notices/components/notice-facts';
import { PublishForm, WithdrawForm } from '@/features/public-notices/components/notice-forms';
import { ObjectionBlock, ObjectionForm } from '@/features/public-notices/components/objection-forms';
import { getNoticeDesk } from '@/features/public-notices/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('public-notices', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ receipt?: string }> };

export default async function PublicNoticePage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const today = dayOf(now);
  const desk = can(actor, 'case.read') ? await getNoticeDesk(actor, (await params).id, today) : null;
  if (!desk?.facts.definition.publicNotice) notFound();
  const { receipt } = await searchParams;
  const t = await getTranslations('public-notices');
  const standing = desk.notices.find((notice) => notice.state !== 'WITHDRAWN');
  const base = `/cases/${desk.facts.id}`;
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: desk.facts.reference, href: base }, { label: t('one') }]} />
      <PageHead title={t('one')} meta={desk.title} rule />
      {receipt && (
        <SayBar tone="green" live className="my-3" detail={t('object.receiptNext')}>
          {t('object.receipt', { receipt })}
        </SayBar>
      )}
      <PanelledPage
        panel={
          <>
            <PublishForm desk={desk} today={today} actor={actor} />
            {standing && <WithdrawForm desk={desk} notice={standing} actor={actor} />}
            {standing && can(actor, 'objection.record') && desk.facts.status !== 'CLOSED' && (
              <details className="screen-only mt-4">
                <summary className={buttonClass('default', 'normal', 'cursor-pointer list-none')}>
                  {t('object.recordTitle')}
                </summary>
                <p className="my-3 text-sm text-ink-2">{t('object.recordWhy')}</p>
                <ObjectionForm action={record} noticeId={standing.id} caseId={desk.facts.id} />
              </details>
            )}
          </>
        }
      >
        {desk.notices.length === 0 && <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
        {desk.notices.map((notice) => (
          <Section key={notice.id}>
            <SectionHead end={<a href={`/public-notices/${notice.id}`}>{t('toPublic')}</a>}>
              {t('fromTo', { from: notice.fromOn, to: notice.toOn })}
            </SectionHead>
            <NoticeFacts notice={notice} />
          </Section>
        ))}
        {desk.notices.length > 0 && (
          <Section>
            <SectionHead note={t('objections.note', { count: desk.objections.length })}>
              {t('objections.title')}
            </SectionHead>
            {desk.objections.length === 0 && (
              <EmptyState title={t('objections.none')}>{t('objections.noneNext')}</EmptyState>
            )}
            {desk.objections.map((row) => (
              <ObjectionBlock key={row.id} desk={desk} row={row} actor={actor} />
            ))}
          </Section>
        )}
      </PanelledPage>
    </Page>
  );
}
