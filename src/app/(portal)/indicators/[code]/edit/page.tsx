import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { DefinitionForm, EndForm } from '@/features/indicators/components/definition-form';
import { findDefinition } from '@/features/indicators/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('indicators', 'change');

export default async function EditIndicatorPage({ params }: { params: Promise<{ code: string }> }) {
  const actor = await requireActor();
  const { code } = await params;
  const known = await findDefinition(actor, code);
  if (!known || known.validTo !== null) notFound();
  const t = await getTranslations('indicators');
  const name = labelOf(known.name, await getLocale());
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/indicators' },
          { label: name, href: `/indicators/${code}` },
          { label: t('change') },
        ]}
      />
      <PageHead title={t('changeOf', { name })} below={t('changeNote')} rule />
      <Section>
        <DefinitionForm known={known} validFrom={dayOf(currentTime())} />
      </Section>
      <Section>
        <SectionHead>{t('end')}</SectionHead>
        <EndForm code={code} />
      </Section>
    </Page>
  );
}
