import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { can } from '@/domain/permissions';
import { REFUSAL_CODES } from '@/domain/refusal';
import { DocumentSection } from '@/features/documents/components/document-panel';
import { getDocumentList } from '@/features/documents/queries';
import { requireActor } from '@/server/auth';
import { describeRefusal } from '@/server/refusal-text';
import { MAX_FILE_MEGABYTES } from '@/server/storage';

export const generateMetadata = caseTitled('documents', 'title');

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** All documents that a case will need, and what came of an upload sent without JavaScript. */
export default async function DocumentsPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'document.read')) notFound();
  const { id } = await params;
  const list = await getDocumentList(actor, id);
  if (!list) notFound();
  const t = await getTranslations('documents');
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('cases'), href: '/cases' },
          { label: list.reference, href: `/cases/${id}` },
          { label: t('title') },
        ]}
      />
      <PageHead title={list.title} meta={list.reference} rule />
      <UploadAnswer query={await searchParams} />
      <DocumentSection list={list} whole />
    </Page>
  );
}

async function UploadAnswer({ query }: { query: Record<string, string | string[] | undefined> }) {
  const t = await getTranslations('documents');
  const code = REFUSAL_CODES.find((known) => known === query.refused);
  const kind = query.kind === 'HEIC' || query.kind === 'PHOTO' ? query.kind : 'OTHER';
  if (code)
    return (
      <SayBar tone="red" live className="my-3">
        {t('uploadRefused', {
          message: await describeRefusal({ code, params: { kind, megabytes: MAX_FILE_MEGABYTES } }),
        })}
      </SayBar>
    );
  const count = Number(query.stored);
  if (!Number.isInteger(count) || count < 1) return null;
  return (
    <SayBar tone="green" live className="my-3">
      {t('storedCount', { count })}
    </SayBar>
  );
}
