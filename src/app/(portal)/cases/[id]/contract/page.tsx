import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { CaseAmounts } from '@/features/contracts/components/case-amounts';
import { ContractWork } from '@/features/contracts/components/contract-work';
import { getContract } from '@/features/contracts/queries';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('contracts');
  return { title: t('pageTitle') };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ rows?: string }> };

/** Drafting, legal check and signature of a case's contract. */
export default async function ContractPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const [{ id }, { rows }] = [await params, await searchParams];
  const view = await getContract(actor, id);
  if (!view) notFound();
  const t = await getTranslations('contracts');
  return (
    <Page>
      <Breadcrumb items={[{ label: view.facts.reference, href: `/cases/${id}` }, { label: t('pageTitle') }]} />
      <PageHead
        rule
        title={t('pageTitle')}
        actions={<UnitSwitch current={await displayUnit()} />}
        below={
          <>
            <span>{view.facts.reference}</span>
            <span>{view.applicantName}</span>
            <span>{view.title}</span>
          </>
        }
      />
      <div className="max-w-240 pt-4">
        <CaseAmounts view={view} />
        <ContractWork actor={actor} view={view} today={dayOf(new Date())} rows={Number(rows) || 0} />
      </div>
    </Page>
  );
}
