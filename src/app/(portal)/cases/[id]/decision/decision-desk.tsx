import { getLocale, getTranslations } from 'next-intl/server';
import { buttonClass } from '@/components/ui/button';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { ExposurePanel } from '@/features/applicants/components/exposure-panel';
import { CaseAmounts } from '@/features/cases/components/case-amounts';
import { CaseFactList } from '@/features/cases/components/case-fact-list';
import { getCase } from '@/features/cases/queries';
import { ApprovalsSection } from '@/features/decisions/components/approvals-section';
import { AuthoritySection } from '@/features/decisions/components/authority-section';
import { ConditionsSection } from '@/features/decisions/components/conditions-section';
import { DecisionForm } from '@/features/decisions/components/decision-form';
import { KeyFigures } from '@/features/decisions/components/key-figures';
import { type DecisionView, offerOf } from '@/features/decisions/queries';
import { DocumentDesk } from '@/features/documents/components/document-desk';
import { DocumentSection } from '@/features/documents/components/document-panel';
import { deskFilesOf } from '@/features/documents/desk-files';
import { getDocumentList } from '@/features/documents/queries';
import { ReportSection } from '@/features/due-diligence/components/report-section';
import { ReturnsSection } from '@/features/due-diligence/components/returns-section';
import { VisitsSection } from '@/features/due-diligence/components/visits-section';
import { getDueDiligence } from '@/features/due-diligence/queries';
import { OpinionPanel } from '@/features/opinions/components/opinion-panel';
import { labelOf } from '@/i18n/label';
import { displayUnit } from '@/server/preferences';

type Props = { actor: Actor; view: DecisionView; now: Date };

/** The one place of a decision: what speaks for and against, every document beside it, and the form. */
export async function DecisionDesk({ actor, view, now }: Props) {
  const { id } = view.facts;
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const caseView = await getCase(actor, id, now);
  const study = await getDueDiligence(actor, id);
  const documents = await getDocumentList(actor, id);
  const decides = offerOf(actor, view, dayOf(now)) !== null;
  return (
    <DocumentDesk
      files={documents ? deskFilesOf(documents, (label) => labelOf(label, locale)) : []}
      panel={
        <>
          <DecisionForm actor={actor} caseId={id} />
          <OpinionPanel actor={actor} caseId={id} now={now} />
        </>
      }
    >
      <AuthoritySection view={view} />
      <Section>{caseView && <CaseAmounts view={caseView} unit={await displayUnit()} />}</Section>
      <KeyFigures view={view} scoreBps={study?.report?.scoreBps ?? null} documents={documents?.completeness ?? null} />
      <Section>{caseView && <CaseFactList view={caseView} />}</Section>
      {study && <ReturnsSection facts={view.facts} returns={study.returns} />}
      <ApprovalsSection view={view} />
      <ConditionsSection actor={actor} view={view} />
      {study && <ReportSection view={study} />}
      {study && <VisitsSection view={study} />}
      {documents && <DocumentSection list={documents} whole={false} />}
      <Section>
        <ExposurePanel actor={actor} caseId={id} />
      </Section>
      {decides && (
        <nav
          aria-label={t('desk.label')}
          className="screen-only sticky bottom-0 z-5 -mx-(--gutter) mt-4 flex flex-wrap items-center gap-x-4 border-t border-rule bg-paper px-(--gutter) py-2 text-sm max-md:bottom-13 lg:hidden large:flex"
        >
          <a href="#decide" className={buttonClass('primary')}>
            {t('desk.decide')}
          </a>
          {(['report', 'documents-title', 'exposure'] as const).map((place) => (
            <a key={place} href={`#${place}`} className="py-3">
              {t(`desk.${place}`)}
            </a>
          ))}
        </nav>
      )}
    </DocumentDesk>
  );
}
