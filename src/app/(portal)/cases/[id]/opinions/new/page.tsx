import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { listPeopleOfCase } from '@/features/cases/people-queries';
import { AskForm } from '@/features/opinions/components/ask-form';
import { getOpinions } from '@/features/opinions/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('colleagues', 'ask');

/** Asking a colleague for an opinion; in the decision also adding a signer. */
export default async function AskOpinionPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  const view = await getOpinions(actor, id, dayOf(currentTime()));
  if (!view || view.offers.length === 0) notFound();
  const people = (await listPeopleOfCase(actor, id)).filter((person) => person.id !== actor.userId);
  const t = await getTranslations('colleagues');
  const title = t(view.offers.length > 1 ? 'askOrSign' : 'ask');
  return (
    <Page>
      <Breadcrumb items={[{ label: view.reference, href: `/cases/${id}` }, { label: title }]} />
      <PageHead title={title} rule />
      <div className="max-w-160 py-4">
        <AskForm view={view} people={people} />
      </div>
    </Page>
  );
}
