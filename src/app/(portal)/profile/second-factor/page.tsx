import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page, Section } from '@/components/ui/page';
import { BeginFactorForm, FactorControls, SetUpFactorForm } from '@/features/identity/components/factor-forms';
import { getFactor } from '@/features/identity/queries';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { read } from '@/server/command';

export const generateMetadata = titled('identity', 'factor.title');

export default async function SecondFactorPage() {
  const actor = await requireActor();
  const factor = await read(actor, (tx) => getFactor(tx, actor));
  const t = await getTranslations('identity');
  const { isSetUp, isRequired, setUpAt, codesLeft, pending } = factor;
  const note = setUpAt
    ? `${t('factor.since', { at: formatInstant(setUpAt) })}${t('listSeparator')}${t('factor.codesLeft', { left: codesLeft })}`
    : null;
  return (
    <Page>
      <Breadcrumb items={[{ label: t('profile'), href: '/profile' }, { label: t('factor.title') }]} />
      <PageHead title={t('factor.title')} below={t('factor.lead')} rule />
      <Section>
        <DataList
          columns={1}
          facts={[
            { label: t('factor.title'), value: t(isSetUp ? 'factor.on' : 'factor.off'), note },
            { label: t('roles'), value: t(isRequired ? 'factor.required' : 'factor.optional') },
          ]}
        />
      </Section>
      <FormPage>
        {!isSetUp && !pending && <BeginFactorForm />}
        <SetUpFactorForm pending={pending} next="/profile" />
        {isSetUp && <FactorControls />}
      </FormPage>
    </Page>
  );
}
