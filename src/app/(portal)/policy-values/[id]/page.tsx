import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { EndPolicyForm, PolicyValue } from '@/features/programmes/components/policy-forms';
import { requireRight } from '@/features/programmes/gate';
import { listPolicyValues } from '@/features/programmes/policy-queries';
import { formatDayRange } from '@/lib/format-day';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'policies.endTitle');

export default async function EndPolicyValuePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireRight('policy.write');
  const { id } = await params;
  const row = (await read(actor, (tx) => listPolicyValues(tx, actor))).find((entry) => entry.id === id);
  if (!row || row.validTo !== null) notFound();
  const t = await getTranslations('programmes');
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/programmes' },
          { label: t('policies.title'), href: '/policy-values' },
          { label: t('policies.endTitle') },
        ]}
      />
      <PageHead title={t('policies.endTitle')} />
      <DataList
        columns={1}
        className="mb-5 max-w-160"
        facts={[
          { label: t('policies.kind'), value: t(`policies.kinds.${row.kind}`) },
          { label: t('policies.place'), value: row.place },
          { label: t('policies.programme'), value: row.programme?.code ?? t('policies.everyProgramme') },
          { label: t('policies.value'), value: <PolicyValue kind={row.kind} value={row.value} /> },
          { label: t('inForce'), value: formatDayRange(row.validFrom, row.validTo) },
          { label: t('documentNumber'), value: row.documentNumber },
        ]}
      />
      <EndPolicyForm policyId={row.id} />
    </Page>
  );
}
