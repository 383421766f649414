import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitle } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Tabs } from '@/components/ui/tabs';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { type ProgrammeBody, usesStage } from '@/domain/programme';
import type { Stage } from '@/domain/stage';
import { ApplicantFacts } from '@/features/applicants/components/applicant-facts';
import { ExposurePanel } from '@/features/applicants/components/exposure-panel';
import { HistoryPanel } from '@/features/case-files/components/history-panel';
import { PaymentReceiptLinks } from '@/features/case-files/components/payment-receipt-links';
import { CaseAmounts } from '@/features/cases/components/case-amounts';
import { CaseFactList } from '@/features/cases/components/case-fact-list';
import { CaseHead } from '@/features/cases/components/case-head';
import { CaseTimeline } from '@/features/cases/components/case-timeline';
import { CaseTimelineTab } from '@/features/cases/components/case-timeline-tab';
import { LanePanel } from '@/features/cases/components/lane-panel';
import { TransitionPanel } from '@/features/cases/components/transition-panel';
import { getCase } from '@/features/cases/queries';
import { timelineFilterFrom } from '@/features/cases/timeline-filter';
import { listTimeline } from '@/features/cases/timeline-queries';
import { CommentPanel } from '@/features/comments/components/comment-panel';
import { CompletionPanel } from '@/features/completion/components/completion-panel';
import { ContractPanel } from '@/features/contracts/components/contract-panel';
import { DecisionForm } from '@/features/decisions/components/decision-form';
import { DecisionPanel } from '@/features/decisions/components/decision-panel';
import { DisbursementPanel } from '@/features/disbursements/components/disbursement-panel';
import { CompletenessLine, DocumentPanel } from '@/features/documents/components/document-panel';
import { DueDiligencePanel } from '@/features/due-diligence/components/due-diligence-panel';
import { TakeAlong } from '@/features/field/components/take-along';
import { FollowUpPanel } from '@/features/follow-up/components/follow-up-panel';
import { GeneratedPanel, WaitedDocument } from '@/features/generated-documents/components/generated-panel';
import { CaseInstructions } from '@/features/instructions/components/case-instructions';
import { LinkagePanel } from '@/features/linkages/components/linkage-panel';
import { OpenedCase } from '@/features/notices/components/opened-case';
import { OpinionPanel } from '@/features/opinions/components/opinion-panel';
import { NoticePanel } from '@/features/public-notices/components/notice-panel';
import { PurchasePanel } from '@/features/purchases/components/purchase-panel';
import { QuotaPanel } from '@/features/quotas/components/quota-panel';
import { ErasedOfCase } from '@/features/retention/components/erased-note';
import { ClaimPanel, ClaimShares } from '@/features/risk-funds/components/claim-panel';
import { AgendaNote } from '@/features/sessions/components/agenda-note';
import { SubsidyPanel } from '@/features/subsidies/components/subsidy-panel';
import { TransferPanel } from '@/features/transfers/components/transfer-panel';
import { NextInQueue } from '@/features/worklist/components/next-in-queue';
import { ReachPanel } from '@/features/worklist/components/reach-panel';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

const TABS = [
  'basic',
  'due-diligence',
  'decision',
  'contract',
  'money',
  'documents',
  'follow-up',
  'timeline',
  'history',
  'comments',
] as const;
type Tab = (typeof TABS)[number];
type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ tab?: string; done?: string; after?: string; [name: string]: string | string[] | undefined }>;
};

/** What belongs to a stage has no tab in a programme without that stage. */
const STAGE_OF_TAB: Partial<Record<Tab, Stage>> = {
  'due-diligence': 'DUE_DILIGENCE',
  decision: 'DECISION',
  contract: 'CONTRACT',
  money: 'DISBURSEMENT',
  'follow-up': 'FOLLOW_UP',
};

function tabsOf(definition: ProgrammeBody): Tab[] {
  return TABS.filter((tab) => {
    const stage = STAGE_OF_TAB[tab];
    return stage === undefined || usesStage(definition, stage);
  });
}

const tabOf = (asked: string | undefined, tabs: readonly Tab[] = TABS): Tab =>
  tabs.find((entry) => entry === asked) ?? 'basic';

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations('cases');
  return caseTitle((await params).id, t(`tabs.${tabOf((await searchParams).tab)}`));
}

export default async function CasePage({ params, searchParams }: Props) {
  const { id } = await params;
  const search = await searchParams;
  const actor = await requireActor();
  const now = currentTime();
  const view = can(actor, 'case.read') ? await getCase(actor, id, now) : null;
  if (!view) notFound();
  const tabs = tabsOf(view.facts.definition);
  const tab = tabOf(search.tab, tabs);
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const unit = await displayUnit();
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <CaseHead view={view} mayEdit={can(actor, 'case.submit')} />
      {search.done && t.has(`verbs.${search.done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t('done', { verb: t(`verbs.${search.done}` as never) })}
        </SayBar>
      )}
      <ErasedOfCase actor={actor} caseId={id} />
      <AgendaNote actor={actor} caseId={id} />
      <NextInQueue actor={actor} caseId={id} always={search.done !== undefined} />
      <OpenedCase actor={actor} caseId={id} />
      <WaitedDocument actor={actor} caseId={id} />
      <PanelledPage
        panel={
          <>
            <DecisionForm actor={actor} caseId={id} deskHref={`/cases/${id}/decision`} />
            <TransitionPanel view={view} />
            <TransferPanel actor={actor} caseId={id} now={now} />
            <OpinionPanel actor={actor} caseId={id} now={now} />
            <LanePanel actor={actor} view={view} />
            <ClaimPanel actor={actor} caseId={id} now={now} />
            <CaseInstructions actor={actor} caseId={id} />
            <ReachPanel actor={actor} caseId={id} now={now} />
            <TakeAlong actor={actor} caseId={id} />
          </>
        }
      >
        <CaseAmounts view={view} unit={unit} />
        <Section>
          <Tabs
            label={view.title}
            items={tabs.map((entry) => ({
              href: `/cases/${id}?tab=${entry}`,
              label: t(`tabs.${entry}`),
              current: entry === tab,
            }))}
          />
        </Section>
        <Section>
          {tab === 'basic' && (
            <>
              <ApplicantFacts actor={actor} caseId={id} />
              <Section>
                <CaseFactList view={view} />
              </Section>
              <Section>
                <CompletenessLine actor={actor} caseId={id} />
              </Section>
              <Section>
                <ExposurePanel actor={actor} caseId={id} />
              </Section>
              <SectionHead end={<Link href={`/cases/${id}?tab=timeline`}>{t('timeline.all')}</Link>} className="mt-6">
                {t('tabs.timeline')}
              </SectionHead>
              <CaseTimeline rows={await latestOf(actor, id)} facts={view.facts} actor={actor} unit={unit} />
            </>
          )}
          {tab === 'due-diligence' && <DueDiligencePanel actor={actor} caseId={id} />}
          {tab === 'decision' && (
            <>
              <DecisionPanel actor={actor} caseId={id} />
              <QuotaPanel actor={actor} caseId={id} unit={unit} />
            </>
          )}
          {tab === 'contract' && <ContractPanel actor={actor} caseId={id} />}
          {tab === 'money' && (
            <>
              <DisbursementPanel actor={actor} caseId={id} />
              <PaymentReceiptLinks actor={actor} caseId={id} />
              <SubsidyPanel actor={actor} caseId={id} now={now} />
              <NoticePanel actor={actor} caseId={id} />
              <LinkagePanel actor={actor} caseId={id} />
              <PurchasePanel actor={actor} caseId={id} />
            </>
          )}
          {tab === 'documents' && (
            <>
              <DocumentPanel actor={actor} caseId={id} />
              <GeneratedPanel actor={actor} caseId={id} />
            </>
          )}
          {tab === 'follow-up' && (
            <>
              <FollowUpPanel actor={actor} caseId={id} />
              <ClaimShares actor={actor} caseId={id} unit={unit} />
              <CompletionPanel actor={actor} caseId={id} />
            </>
          )}
          {tab === 'timeline' && (
            <CaseTimelineTab actor={actor} facts={view.facts} filter={timelineFilterFrom(search)} unit={unit} />
          )}
          {tab === 'history' && <HistoryPanel actor={actor} caseId={id} />}
          {tab === 'comments' && <CommentPanel actor={actor} caseId={id} after={search.after} />}
        </Section>
      </PanelledPage>
    </Page>
  );
}

const SHOWN_WITH_THE_BASICS = 5;

async function latestOf(actor: Actor, caseId: string) {
  const timeline = await listTimeline(actor, caseId, {}, SHOWN_WITH_THE_BASICS);
  return timeline?.rows ?? [];
}
