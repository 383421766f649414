import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Status } from '@/components/ui/status';
import { dayOf } from '@/domain/calendar';
import { amountWords } from '@/features/amount-words';
import { CaseTable } from '@/features/special-items/components/case-table';
import { ItemPanels } from '@/features/special-items/components/item-panels';
import { getSpecialItem } from '@/features/special-items/queries';
import { PHASE_TONES } from '@/features/special-items/tones';
import { labelOf } from '@/i18n/label';
import { formatDayRange, formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('special-items', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function SpecialItemPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const view = await getSpecialItem(actor, (await params).id, dayOf(currentTime()));
  if (!view) notFound();
  const { done } = await searchParams;
  const t = await getTranslations('special-items');
  const locale = await getLocale();
  const words = await amountWords();
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/special-items' }, { label: view.title }]} />
      <PageHead
        title={view.title}
        below={
          <>
            <Status tone={PHASE_TONES[view.phase]} hollow={view.phase !== 'APPROVED'}>
              {t(`phases.${view.phase}`)}
            </Status>
            <span>{view.documentNumber}</span>
            <span>{labelOf(view.programme, locale)}</span>
          </>
        }
      />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      <PanelledPage panel={<ItemPanels view={view} />}>
        <Section>
          <DataList
            facts={[
              { label: t('organisation'), value: labelOf(view.organisation, locale) },
              { label: t('approvals'), value: t('approvalsOf', { count: view.approvals }) },
              { label: t('ceiling'), value: <b>{words.say(view.ceilingFen)}</b> },
              { label: t('left'), value: words.say(view.ceilingFen - view.spentFen) },
              { label: t('days'), value: formatDayRange(view.validFrom, view.validTo), note: t('validToHint') },
              { label: t('reason'), value: <span className="whitespace-pre-line">{view.reason}</span> },
              {
                label: t('requestedBy'),
                value: labelOf(view.requestedBy, locale),
                note: formatInstant(view.requestedAt),
              },
              {
                label: t('settledBy'),
                value: view.settledBy ? labelOf(view.settledBy, locale) : '--',
                note: view.settledAt ? formatInstant(view.settledAt) : undefined,
              },
              ...(view.settledRemark ? [{ label: t('remark'), value: view.settledRemark }] : []),
            ]}
          />
        </Section>
        <Section aria-labelledby="cases">
          <SectionHead id="cases">{t('cases')}</SectionHead>
          {view.members.length === 0 ? (
            <EmptyState title={t('noCases')}>{view.mayAdd ? t('noCasesNext') : undefined}</EmptyState>
          ) : (
            <CaseTable view={view} />
          )}
        </Section>
      </PanelledPage>
    </Page>
  );
}
