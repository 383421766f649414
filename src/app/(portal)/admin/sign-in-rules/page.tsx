import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { RulesForm } from '@/features/identity/components/rules-form';
import { rulesOf } from '@/features/identity/queries-rules';
import { read } from '@/server/command';

export const generateMetadata = titled('identity', 'rules.title');

export default async function SignInRulesPage() {
  const actor = await requireSection('sign-in-rules');
  const rules = await read(actor, rulesOf);
  const t = await getTranslations('identity');
  return (
    <AdminPage actor={actor} current="sign-in-rules">
      <PageHead title={t('rules.title')} below={t('rules.note')} rule />
      <Section>
        <RulesForm rules={rules} />
      </Section>
    </AdminPage>
  );
}
