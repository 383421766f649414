import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import type { Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { formatAmount } from '@/domain/money';
import { quarterOf } from '@/domain/subsidy';
import { LineTable } from '@/features/subsidies/components/line-table';
import { ComputeCaseForm, PayForm, ReviewForm } from '@/features/subsidies/components/subsidy-forms';
import { SubsidyStatusWord } from '@/features/subsidies/components/subsidy-status';
import { getSubsidy } from '@/features/subsidies/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('subsidies', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function SubsidyPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const view = await getSubsidy(actor, (await params).id);
  if (!view) notFound();
  const { done } = await searchParams;
  const now = currentTime();
  const t = await getTranslations('subsidies');
  const yuan = (await getTranslations('common'))('unitYUAN');
  const locale = await getLocale();
  const quarter = quarterOf(view.quarter);
  const by = (person: Label | null) => (person ? labelOf(person, locale) : '');
  const { status } = view;
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: t('title'), href: '/subsidies' }, { label: view.case.reference }]} />
      <PageHead
        title={`${t('amount')} ${formatAmount(view.amountFen, 'YUAN')} ${yuan}`}
        meta={`${view.case.title} · ${t('quarterRange', quarter)}`}
        rule
      />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      {view.isYours && (
        <SayBar tone="amber" className="my-3">
          {t('why.SAME_PERSON')}
        </SayBar>
      )}
      <PanelledPage
        panel={
          <>
            {view.offer === 'review' && (
              <ConfirmPanel title={t('review')} why={t('reviewNote')}>
                <ReviewForm subsidyId={view.id} />
              </ConfirmPanel>
            )}
            {view.offer === 'pay' && (
              <ConfirmPanel title={t('pay')} why={t('payNote')}>
                <PayForm subsidyId={view.id} today={dayOf(now)} />
              </ConfirmPanel>
            )}
            {view.offer === 'compute' && (
              <ConfirmPanel title={t('computeOne')} why={status === 'COMPUTED' ? t('why.COMPUTED') : undefined}>
                <ComputeCaseForm caseId={view.case.id} quarters={[quarter]} />
              </ConfirmPanel>
            )}
          </>
        }
      >
        <DataList
          facts={[
            {
              label: t('facts.case'),
              value: <Link href={`/cases/${view.case.id}?tab=money`}>{view.case.reference}</Link>,
            },
            { label: t('facts.programme'), value: labelOf(view.programme, locale) },
            {
              label: t('status'),
              value: <SubsidyStatusWord status={status} />,
              ...(status === 'REVIEWED' ? { note: t('why.REVIEWED') } : {}),
            },
            { label: t('facts.computed'), value: `${by(view.computedBy)} ${formatInstant(view.computedAt)}` },
            ...(view.reviewedAt
              ? [{ label: t('facts.reviewed'), value: `${by(view.reviewedBy)} ${formatInstant(view.reviewedAt)}` }]
              : []),
            ...(status === 'REFUSED' ? [{ label: t('facts.refusedWhy'), value: view.remark }] : []),
            ...(status === 'PAID'
              ? [
                  { label: t('facts.paid'), value: `${by(view.paidBy)} ${view.paidOn}` },
                  { label: t('facts.voucher'), value: view.remark },
                ]
              : []),
          ]}
        />
        <Section>
          <SectionHead note={t('linesNote', { basis: view.basis })}>{t('lines')}</SectionHead>
          <LineTable lines={view.lines} />
        </Section>
      </PanelledPage>
    </Page>
  );
}
