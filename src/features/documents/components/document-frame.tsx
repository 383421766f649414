import { getTranslations } from 'next-intl/server';
import { SayBar } from '@/components/ui/say-bar';
import { isPhoto } from '@/server/file-kind';
import { describeRefusal } from '@/server/refusal-text';
import type { DocumentPage } from '../queries';

/** The file itself, seen in the page: a photo as picture, a PDF in the browser's own viewer, anything else to download. */
export async function DocumentFrame({ page, name }: { page: DocumentPage; name: string }) {
  const t = await getTranslations('documents');
  const { document } = page;
  const address = `/api/files/${document.id}`;
  if (document.isErased) return <SayBar>{await describeRefusal({ code: 'FILE_ERASED' })}</SayBar>;
  if (document.scanState === 'QUARANTINED')
    return <SayBar tone="red">{await describeRefusal({ code: 'FILE_QUARANTINED' })}</SayBar>;
  const alt = t('imageAlt', { name, version: document.version });
  if (isPhoto(document.mediaType))
    // biome-ignore lint/performance/noImgElement: private pictures come through the check of scope, never an optimizer
    return <img src={address} alt={alt} className="mx-auto max-h-[80vh] max-w-full border border-rule" />;
  if (document.mediaType !== 'application/pdf') return <SayBar>{t('cannotShow')}</SayBar>;
  return (
    <>
      <iframe src={address} title={alt} className="h-[80vh] w-full border border-rule max-md:h-[60vh]" />
      <p className="mt-1 text-xs text-ink-3">{t('pdfFallback')}</p>
    </>
  );
}
