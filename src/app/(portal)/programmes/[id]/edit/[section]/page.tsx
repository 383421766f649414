import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { SECTION_NAMES } from '@/domain/definition-sections';
import { TemplateHelp } from '@/features/generated-documents/components/template-help';
import { DefinitionHead } from '@/features/programmes/components/definition-head';
import { Faults } from '@/features/programmes/components/faults';
import { PartList } from '@/features/programmes/components/part-list';
import { SectionEditor } from '@/features/programmes/components/section-editor';
import { requireDraft, requireRight } from '@/features/programmes/gate';

export const generateMetadata = titled('programmes', 'edit.title');

export default async function EditSectionPage({ params }: { params: Promise<{ id: string; section: string }> }) {
  const actor = await requireRight('programme.write');
  const { id, section: named } = await params;
  const section = SECTION_NAMES.find((name) => name === named);
  if (!section) notFound();
  const definition = await requireDraft(actor, id);
  const t = await getTranslations('programmes');
  return (
    <Page>
      <DefinitionHead definition={definition} page={t(`sections.${section}`)} />
      <FormPage parts={<PartList definition={definition} current={section} />}>
        <Faults
          definitionId={definition.id}
          faults={definition.faults.filter((fault) => fault.section === section)}
          linked={false}
        />
        <div className="mt-4">
          <SectionEditor definition={definition} section={section} />
        </div>
        {section === 'templates' && (
          <TemplateHelp
            templates={definition.body.templates}
            faulty={definition.faults.flatMap((fault) => (fault.section === section && fault.row) || [])}
          />
        )}
      </FormPage>
    </Page>
  );
}
