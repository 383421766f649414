import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { AdminPage } from '@/features/administration/components/admin-page';
import {
  ApplicantRules,
  Catalogue,
  Eligibility,
  Parameters,
  ReportItems,
  StageRules,
} from '@/features/administration/components/definition';
import { requireSection } from '@/features/administration/gate';
import { findDefinition } from '@/features/administration/queries/programmes';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.programmes');

export default async function DefinitionPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireSection('programmes');
  const { id } = await params;
  const definition = await read(actor, (tx) => findDefinition(tx, actor, id));
  if (!definition) notFound();
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const { body } = definition;
  const title = `${definition.code} ${labelOf(body.name, locale)} ${definition.province}`;
  return (
    <AdminPage actor={actor} current="programmes">
      <Breadcrumb items={[{ label: t('sections.programmes'), href: '/admin/programmes' }, { label: title }]} />
      <PageHead
        title={title}
        rule
        below={
          <>
            <span>{t('versionNumber', { number: definition.version })}</span>
            <span>{t(`definitionStatus.${definition.status}`)}</span>
            <span>{formatDayRange(definition.effectiveFrom, definition.effectiveTo)}</span>
            <span>{definition.documentNumber}</span>
          </>
        }
      />
      <StageRules body={body} />
      <ApplicantRules body={body} />
      <Parameters body={body} />
      <Eligibility body={body} />
      <Catalogue body={body} />
      <ReportItems body={body} />
    </AdminPage>
  );
}
