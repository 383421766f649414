import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { CheckForm } from '@/features/completion/components/check-form';
import { CheckTable } from '@/features/completion/components/check-table';
import { getCompletion } from '@/features/completion/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('completion', 'title');

export default async function CompletionPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = can(actor, 'case.read') ? await getCompletion(actor, (await params).id) : null;
  if (!view?.facts.definition.completionCheck) notFound();
  const t = await getTranslations('completion');
  const base = `/cases/${view.facts.id}`;
  const open = view.facts.openFindings + view.facts.rectifiedFindings;
  return (
    <Page>
      <Breadcrumb items={[{ label: view.facts.reference, href: base }, { label: t('title') }]} />
      <PageHead title={t('title')} meta={view.title} rule />
      <PanelledPage panel={<CheckForm view={view} today={dayOf(currentTime())} />}>
        {open > 0 && (
          <SayBar tone="amber" className="mb-3" detail={<Link href={`${base}/follow-up`}>{t('toFindings')}</Link>}>
            {t('findingsOpen', { count: open })}
          </SayBar>
        )}
        {view.checks.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
        ) : (
          <CheckTable view={view} />
        )}
      </PanelledPage>
    </Page>
  );
}
