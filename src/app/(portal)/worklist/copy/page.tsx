import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { CopyForm } from '@/features/worklist/components/copy-form';
import { listChosenCases, listPeopleOfAll } from '@/features/worklist/queries';
import { MAX_TICKED, readChosen } from '@/features/worklist/schema';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('worklist', 'copy.title');

type Search = Promise<{ 'case[]'?: string | string[]; case?: string | string[] }>;

export default async function CopyPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'case.copy')) notFound();
  const { 'case[]': ticked = [], case: one = [] } = await searchParams;
  const ids = readChosen([ticked, one].flat());
  const cases = await listChosenCases(actor, ids.slice(0, MAX_TICKED));
  const t = await getTranslations('worklist');
  const roles = await getTranslations('roles');
  const locale = await getLocale();
  const people = (
    await listPeopleOfAll(
      actor,
      cases.map((row) => row.id),
    )
  ).map((person) => ({
    id: person.id,
    name: labelOf(person.name, locale),
    organisation: labelOf(person.organisation, locale),
    roles: person.roles.map((role) => roles(role as never)).join(' '),
  }));
  const backHref = cases.length === 1 && [one].flat().length > 0 ? `/cases/${cases[0]?.id}` : '/worklist';
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/worklist' }, { label: t('copy.title') }]} />
      <PageHead title={t('copy.title')} meta={t('copy.purpose')} />
      {cases.length === 0 ? (
        <EmptyState title={t('copy.noCase')}>
          <Link href="/worklist">{t('copy.noCaseNext')}</Link>
        </EmptyState>
      ) : (
        <>
          <Section>
            <SectionHead>{t('copy.cases', { count: cases.length })}</SectionHead>
            <ul className="border-y border-rule">
              {cases.map((row) => (
                <li key={row.id} className="border-b border-rule-soft py-1.5 last:border-b-0 max-md:py-2.5">
                  <Link href={`/cases/${row.id}`}>{`${row.reference} ${row.title}`}</Link>
                </li>
              ))}
            </ul>
          </Section>
          <Section>
            {people.length === 0 ? (
              <EmptyState title={t('copy.nobody')}>{t('copy.nobodyNext')}</EmptyState>
            ) : (
              <CopyForm cases={cases.map((row) => `${row.id}:${row.version}`)} people={people} backHref={backHref} />
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
