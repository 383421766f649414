import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { CaseAmounts } from '@/features/cases/components/case-amounts';
import { getCase } from '@/features/cases/queries';
import { ContractWork } from '@/features/contracts/components/contract-work';
import { getContract } from '@/features/contracts/queries';
import { NextInQueue } from '@/features/worklist/components/next-in-queue';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = caseTitled('contracts', 'pageTitle');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ rows?: string }> };

/** Drafting, legal check and signature of a case's contract. */
export default async function ContractPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const [{ id }, { rows }] = [await params, await searchParams];
  const now = currentTime();
  const [view, caseView] = [await getContract(actor, id), await getCase(actor, id, now)];
  if (!view || !caseView) notFound();
  const t = await getTranslations('contracts');
  return (
    <Page>
      <Breadcrumb items={[{ label: view.facts.reference, href: `/cases/${id}` }, { label: t('pageTitle') }]} />
      <PageHead
        rule
        title={t('pageTitle')}
        below={
          <>
            <span>{view.facts.reference}</span>
            <span>{view.applicantName}</span>
            <span>{view.title}</span>
          </>
        }
      />
      <NextInQueue actor={actor} caseId={id} />
      <div className="max-w-240 pt-4">
        <CaseAmounts view={caseView} unit={await displayUnit()} />
        <ContractWork actor={actor} view={view} today={dayOf(now)} rows={Number(rows) || 0} />
      </div>
    </Page>
  );
}
