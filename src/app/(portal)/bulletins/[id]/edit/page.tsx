import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page } from '@/components/ui/page';
import { EditForm, FigureList } from '@/features/bulletins/components/edit-form';
import { getBulletinForm } from '@/features/bulletins/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('bulletins', 'edit');

export default async function EditBulletinPage({ params }: { params: Promise<{ id: string }> }) {
  const form = await getBulletinForm(await requireActor(), (await params).id, currentTime());
  if (!form) notFound();
  const t = await getTranslations('bulletins');
  const { view } = form;
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/bulletins' },
          { label: t('draftOne'), href: `/bulletins/${view.id}` },
          { label: t('edit') },
        ]}
      />
      <PageHead title={t('edit')} below={t('editNote')} rule />
      <FormPage facts={<FigureList content={view.content} />}>
        <EditForm {...form} />
      </FormPage>
    </Page>
  );
}
