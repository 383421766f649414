import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { buttonClass } from '@/components/ui/button';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { DocumentFrame } from '@/features/documents/components/document-frame';
import { VerdictPanel } from '@/features/documents/components/verdict-panel';
import { getDocumentPage } from '@/features/documents/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';

export const generateMetadata = caseTitled('documents', 'title');

type Props = { params: Promise<{ id: string; documentId: string }> };

/** One file of a case: looked at beside its verdict, with the way to the next. */
export default async function DocumentViewPage({ params }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'document.read')) notFound();
  const { id, documentId } = await params;
  const page = await getDocumentPage(actor, id, documentId);
  if (!page) notFound();
  const t = await getTranslations('documents');
  const name = labelOf(page.requirement.name, await getLocale());
  const list = `/cases/${id}/documents`;
  const address = `/api/files/${documentId}`;
  const isOpen = page.document.scanState !== 'QUARANTINED';
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('cases'), href: '/cases' },
          { label: page.reference, href: `/cases/${id}` },
          { label: t('title'), href: list },
          { label: name },
        ]}
        end={
          <>
            {page.previousId && <Link href={`${list}/${page.previousId}`}>{t('previous')}</Link>}
            {page.nextId && <Link href={`${list}/${page.nextId}`}>{t('next')}</Link>}
          </>
        }
      />
      <PageHead
        title={name}
        meta={page.document.fileName}
        below={page.title}
        actions={
          isOpen && (
            <>
              <a href={address} target="_blank" rel="noreferrer" className={buttonClass('text')}>
                {t('openAlone')}
              </a>
              <a href={`${address}?download`} className={buttonClass('text')}>
                {t('download')}
              </a>
            </>
          )
        }
      />
      <PanelledPage panel={<VerdictPanel page={page} />}>
        <DocumentFrame page={page} name={name} />
      </PanelledPage>
    </Page>
  );
}
