import { getLocale, getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { stageOf } from '@/domain/programme';
import { returnTargets, stageIndex } from '@/domain/stage';
import { ExposurePanel } from '@/features/applicants/components/exposure-panel';
import { AuthoritySection } from '@/features/decisions/components/authority-section';
import { getDecision } from '@/features/decisions/queries';
import { DocumentSection } from '@/features/documents/components/document-panel';
import { getDocumentList } from '@/features/documents/queries';
import { ReportSection } from '@/features/due-diligence/components/report-section';
import { VisitsSection } from '@/features/due-diligence/components/visits-section';
import { getDueDiligence } from '@/features/due-diligence/queries';
import { TermsPanel } from '@/features/sessions/components/agenda-forms';
import { PackFacts, VoteTable } from '@/features/sessions/components/item-facts';
import { ItemPanel } from '@/features/sessions/components/item-panel';
import type { ItemView, SessionView } from '@/features/sessions/queries';
import { labelOf } from '@/i18n/label';

/** The item in hand: its frozen key figures, the votes, and what they rest on: report, visits, documents, exposure, authority. */
export async function ItemDesk({
  actor,
  item,
  number,
  now,
}: {
  actor: Actor;
  item: ItemView;
  number: number;
  now: Date;
}) {
  const t = await getTranslations('sessions');
  const caseId = item.case.id;
  const [decision, study, documents] = await Promise.all([
    getDecision(actor, caseId, dayOf(now)),
    getDueDiligence(actor, caseId),
    getDocumentList(actor, caseId),
  ]);
  return (
    <>
      <Section aria-labelledby="item">
        <SectionHead
          id="item"
          note={item.case.reference}
          end={<Link href={`/cases/${caseId}`}>{t('toCase', { reference: item.case.reference })}</Link>}
        >
          {t('itemHead', { number, title: item.case.title, applicant: item.case.applicantName })}
        </SectionHead>
        <VoteTable item={item} />
        {item.opinion && <p className="mt-2 whitespace-pre-line">{t('resultSaid', { opinion: item.opinion })}</p>}
      </Section>
      <PackFacts item={item} />
      {decision && <AuthoritySection view={decision} />}
      {study && <ReportSection view={study} />}
      {study && <VisitsSection view={study} />}
      {documents && <DocumentSection list={documents} whole={false} />}
      <Section>
        <ExposurePanel actor={actor} caseId={caseId} />
      </Section>
    </>
  );
}

/** Beside it: the vote and the result while the session sits, the proposed terms while it is planned. */
export async function ItemSidePanel({
  actor,
  view,
  item,
  now,
}: {
  actor: Actor;
  view: SessionView;
  item: ItemView;
  now: Date;
}) {
  const locale = await getLocale();
  if (item.status !== 'PENDING') return null;
  if (view.session.status === 'PLANNED')
    return view.mayPlan ? <TermsPanel sessionId={view.session.id} item={item} /> : null;
  const decision = await getDecision(actor, item.case.id, dayOf(now));
  const used = decision?.facts.definition.stages.map((entry) => entry.stage) ?? [];
  const targets = returnTargets('DECISION', used)
    .sort((left, right) => stageIndex(right) - stageIndex(left))
    .map((stage) => ({
      value: stage,
      label: decision ? labelOf(stageOf(decision.facts.definition, stage).name, locale) : stage,
    }));
  return <ItemPanel actor={actor} view={view} item={item} targets={targets} />;
}
