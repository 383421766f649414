import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { can } from '@/domain/permissions';
import { Definition } from '@/features/programmes/components/definition';
import { DefinitionHead } from '@/features/programmes/components/definition-head';
import { DefinitionWork } from '@/features/programmes/components/definition-work';
import { requireDefinition, requireRight } from '@/features/programmes/gate';
import { listProvinces } from '@/features/programmes/queries';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'title');

const DONE = ['reviewed', 'published', 'retired'] as const;

export default async function DefinitionPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
}) {
  const actor = await requireRight('programme.read');
  const definition = await requireDefinition(actor, (await params).id);
  const provinces = can(actor, 'programme.write') ? await read(actor, (tx) => listProvinces(tx, actor)) : [];
  const t = await getTranslations('programmes.work');
  const { done } = await searchParams;
  const news = DONE.find((word) => word === done);
  return (
    <Page>
      <DefinitionHead
        definition={definition}
        actions={<ButtonLink href={`/programmes/${definition.id}/compare`}>{t('compare')}</ButtonLink>}
      />
      {news && (
        <SayBar tone="green" live className="my-4">
          {t(`done.${news}`)}
        </SayBar>
      )}
      <DefinitionWork actor={actor} definition={definition} provinces={provinces} />
      <Definition body={definition.body} />
    </Page>
  );
}
