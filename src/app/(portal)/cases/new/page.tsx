import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { APPLICANT_KINDS } from '@/domain/stage';
import { RegistrationForm } from '@/features/consultations/components/registration-form';
import { StartForm } from '@/features/consultations/components/start-form';
import { getRegistrationForm, getRegistrationStart } from '@/features/consultations/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = titled('consultations', 'title');

type Search = { project?: string; county?: string; programme?: string; kind?: string; township?: string };

const regionIdOf = (text: string | undefined) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);

export default async function NewCasePage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor();
  if (!can(actor, 'case.register')) notFound();
  const search = await searchParams;
  const now = currentTime();
  const today = dayOf(now);
  const locale = await getLocale();
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const start = await getRegistrationStart(
    actor,
    { countyId: regionIdOf(search.county), projectId: search.project },
    today,
  );
  const kind = APPLICANT_KINDS.find((entry) => entry === search.kind);
  const township = start.townships.find((entry) => entry.id === regionIdOf(search.township));
  const programme = start.programmes.find((entry) => entry.id === search.programme);
  const chosen = kind && township && programme && { programmeId: programme.id, kind, townshipId: township.id };
  const form = chosen ? await getRegistrationForm(actor, chosen, today) : null;
  const back = new URLSearchParams({
    ...(start.project ? { project: start.project.id } : {}),
    ...(start.countyId !== null && start.counties.length > 1 ? { county: String(start.countyId) } : {}),
    ...(programme ? { programme: programme.id } : {}),
    ...(kind ? { kind } : {}),
  });
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: cases('title'), href: '/cases' }, { label: t('title') }]} />
      <PageHead title={t('title')} rule />
      <div className="pt-4">
        {form?.limits && chosen ? (
          <RegistrationForm
            form={{ ...form, limits: form.limits }}
            project={start.project}
            chosen={chosen}
            changeHref={`/cases/new?${back}`}
            mayChooseGreen={actor.roles.includes('COUNTY_OFFICIAL')}
            ownBranch={actor.scope.kind === 'FINANCIER'}
            today={today}
          />
        ) : (
          <>
            {form && (
              <SayBar tone="amber" className="mb-4">
                {await describeRefusal({ code: 'APPLICANT_KIND_NOT_ALLOWED' })}
              </SayBar>
            )}
            <StartForm start={start} chosen={{ programmeId: programme?.id, kind }} />
          </>
        )}
      </div>
    </Page>
  );
}
