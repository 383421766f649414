import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { APPLICANT_KINDS } from '@/domain/stage';
import { BeginForm } from '@/features/back-entries/components/begin-form';
import { EntryStart } from '@/features/back-entries/components/entry-start';
import { getRegistrationForm, getRegistrationStart } from '@/features/consultations/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = titled('back-entries', 'start.title');

type Search = { county?: string; programme?: string; kind?: string; township?: string };

const regionIdOf = (text: string | undefined) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);

export default async function NewBackEntryPage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor();
  if (!can(actor, 'back-entry.write')) notFound();
  const search = await searchParams;
  const today = dayOf(currentTime());
  const t = await getTranslations('back-entries');
  const start = await getRegistrationStart(actor, { countyId: regionIdOf(search.county), projectId: undefined }, today);
  const kind = APPLICANT_KINDS.find((entry) => entry === search.kind);
  const township = start.townships.find((entry) => entry.id === regionIdOf(search.township));
  const programme = start.programmes.find((entry) => entry.id === search.programme);
  const chosen = kind && township && programme && { programmeId: programme.id, kind, townshipId: township.id };
  const form = chosen ? await getRegistrationForm(actor, chosen, today) : null;
  const back = new URLSearchParams({
    ...(start.countyId !== null && start.counties.length > 1 ? { county: String(start.countyId) } : {}),
    ...(programme ? { programme: programme.id } : {}),
    ...(kind ? { kind } : {}),
  });
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/back-entries' }, { label: t('start.title') }]} />
      <PageHead title={t('start.title')} meta={t('meta')} rule />
      <div className="pt-4">
        {form?.limits && chosen ? (
          <BeginForm
            form={form}
            chosen={chosen}
            changeHref={`/back-entries/new?${back}`}
            ownBranch={actor.scope.kind === 'FINANCIER'}
          />
        ) : (
          <>
            {form && (
              <SayBar tone="amber" className="mb-4">
                {await describeRefusal({ code: 'APPLICANT_KIND_NOT_ALLOWED' })}
              </SayBar>
            )}
            <EntryStart start={start} chosen={{ programmeId: programme?.id, kind }} />
          </>
        )}
      </div>
    </Page>
  );
}
