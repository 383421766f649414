import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { PolicyForm } from '@/features/programmes/components/policy-forms';
import { requireRight } from '@/features/programmes/gate';
import { listDefinitions } from '@/features/programmes/queries';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'policies.addTitle');

export default async function NewPolicyValuePage() {
  const actor = await requireRight('policy.write');
  const definitions = await read(actor, (tx) => listDefinitions(tx, actor, currentTime()));
  const programmes = [...new Map(definitions.map((row) => [row.code, row])).values()];
  const t = await getTranslations('programmes');
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/programmes' },
          { label: t('policies.title'), href: '/policy-values' },
          { label: t('policies.addTitle') },
        ]}
      />
      <PageHead title={t('policies.addTitle')} below={t('policies.note')} />
      <PolicyForm programmes={programmes.map(({ code, name }) => ({ code, name }))} />
    </Page>
  );
}
