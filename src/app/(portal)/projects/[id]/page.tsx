import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount, MISSING } from '@/domain/money';
import { can } from '@/domain/permissions';
import { ProjectCases } from '@/features/projects/components/project-cases';
import { SourceRow } from '@/features/projects/components/source-row';
import { findProject } from '@/features/projects/queries';
import { formatDayOf } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const project = await findProject(await requireActor(), (await params).id);
  // By its reference: an imported name may name a person.
  return project ? { title: `${project.reference} ${(await getTranslations('projects'))('project.facts')}` } : {};
}

export default async function ProjectPage({ params }: Props) {
  const actor = await requireActor();
  const project = await findProject(actor, (await params).id);
  if (!project) notFound();
  const t = await getTranslations('projects');
  const unit = await displayUnit();
  const planned = t('amountWithUnit', {
    amount: formatAmount(project.plannedAmountFen, unit),
    unit: t(`units.${unit}`),
  });
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/projects' }, { label: project.reference }]} />
      <PageHead
        title={project.name}
        below={
          <>
            <span>{project.reference}</span>
            <span>{planned}</span>
          </>
        }
        actions={
          <>
            <UnitSwitch current={unit} />
            {can(actor, 'case.register') && project.status === 'IN_POOL' && (
              <ButtonLink href={`/cases/new?project=${project.id}`} variant="primary">
                {t('project.startCase')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      <Section className="mt-4">
        <SectionHead>{t('project.facts')}</SectionHead>
        <DataList
          facts={[
            { label: t('project.county'), value: project.countyName ?? MISSING },
            { label: t('project.township'), value: project.townshipName ?? MISSING },
            {
              label: t('project.village'),
              value: project.villageName ?? project.matchedVillageName ?? MISSING,
              ...(project.villageId === null
                ? { note: t('project.villageUnmatched') }
                : project.matchedVillageName !== project.villageName
                  ? { note: project.matchedVillageName }
                  : {}),
            },
            { label: t('project.year'), value: project.year },
            { label: t('project.planned'), value: planned },
            { label: t('project.content'), value: project.content || MISSING },
            { label: t('project.note'), value: <span className="whitespace-pre-line">{project.note ?? MISSING}</span> },
            { label: t('project.entered'), value: formatDayOf(project.createdAt) },
            ...(project.plan
              ? [
                  {
                    label: t('project.plan'),
                    value: <Link href={`/projects/plans/${project.plan.id}`}>{project.plan.title}</Link>,
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <ProjectCases cases={project.cases} unit={unit} />
      {project.source && <SourceRow source={project.source} />}
    </Page>
  );
}
