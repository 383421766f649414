import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { APPLICANT_KINDS } from '@/domain/stage';
import { StartForm } from '@/features/consultations/components/start-form';
import { getRegistrationStart } from '@/features/consultations/queries';
import { getRegistration } from '@/features/consultations/registration-queries';
import { DraftList } from '@/features/drafts/components/draft-list';
import { listDrafts } from '@/features/drafts/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('consultations', 'title');

type Search = {
  project?: string;
  county?: string;
  programme?: string;
  kind?: string;
  township?: string;
  registration?: string;
};

const regionIdOf = (text: string | undefined) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);

export default async function NewCasePage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor();
  if (!can(actor, 'case.register')) notFound();
  const search = await searchParams;
  const today = dayOf(currentTime());
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const start = await getRegistrationStart(
    actor,
    { countyId: regionIdOf(search.county), projectId: search.project },
    today,
  );
  const changed = search.registration ? await getRegistration(actor, search.registration, today) : null;
  const begun = changed ? [] : (await listDrafts(actor)).filter((draft) => draft.formKey.startsWith('registration:'));
  return (
    <Page>
      <Breadcrumb items={[{ label: cases('title'), href: '/cases' }, { label: t('title') }]} />
      <PageHead title={t('title')} rule />
      <div className="pt-4">
        <StartForm
          start={start}
          registrationId={changed?.id}
          chosen={{
            programmeId: start.programmes.find((entry) => entry.id === search.programme)?.id,
            kind: APPLICANT_KINDS.find((entry) => entry === search.kind),
            townshipId: start.townships.find((entry) => entry.id === regionIdOf(search.township))?.id.toString(),
          }}
        />
        {begun.length > 0 && (
          <Section aria-labelledby="begun">
            <SectionHead id="begun">{t('begun')}</SectionHead>
            <DraftList drafts={begun} />
          </Section>
        )}
      </div>
    </Page>
  );
}
