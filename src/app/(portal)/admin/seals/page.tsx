import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { SealFacts } from '@/features/seals/components/seal-facts';
import { VerifyForm } from '@/features/seals/components/verify-form';
import { getSealState } from '@/features/seals/queries';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.seals');

export default async function SealsPage() {
  const actor = await requireSection('seals');
  const state = await read(actor, (tx) => getSealState(tx, actor, currentTime()));
  const t = await getTranslations('seals');
  return (
    <AdminPage actor={actor} current="seals">
      <PageHead title={t('title')} below={t('note')} />
      <Section>
        <SealFacts state={state} />
      </Section>
      <Section>
        <SectionHead note={t('verifyNote')}>{t('verifyTitle')}</SectionHead>
        <VerifyForm />
      </Section>
    </AdminPage>
  );
}
