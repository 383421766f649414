import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { DefinitionHead } from '@/features/programmes/components/definition-head';
import { Faults } from '@/features/programmes/components/faults';
import { PartList } from '@/features/programmes/components/part-list';
import { requireDraft, requireRight } from '@/features/programmes/gate';

export const generateMetadata = titled('programmes', 'edit.title');

const DONE = ['saved', 'copied'] as const;

export default async function EditDefinitionPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
}) {
  const actor = await requireRight('programme.write');
  const definition = await requireDraft(actor, (await params).id);
  const { done } = await searchParams;
  const news = DONE.find((word) => word === done);
  const t = await getTranslations('programmes');
  return (
    <Page>
      <DefinitionHead definition={definition} page={t('edit.title')} />
      <FormPage parts={<PartList definition={definition} />}>
        {news && (
          <SayBar tone="green" live className="mb-4">
            {t(`work.done.${news}`)}
          </SayBar>
        )}
        {definition.reviewRemark && (
          <SayBar tone="amber" className="mb-4">
            {t('work.returned', { remark: definition.reviewRemark })}
          </SayBar>
        )}
        {definition.faults.length === 0 && <p>{t('edit.noFaults')}</p>}
        <Faults definitionId={definition.id} faults={definition.faults} />
      </FormPage>
    </Page>
  );
}
