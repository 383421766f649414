import { getTranslations } from 'next-intl/server';
import { SayBar } from '@/components/ui/say-bar';
import { isPhoto } from '@/server/file-kind';
import type { ScanView } from '../queries';

/** A scan beside what was entered from it: a photo as picture, a PDF in the browser's own viewer. */
export async function ScanFrame({ scan }: { scan: ScanView | undefined }) {
  const t = await getTranslations('back-entries');
  if (!scan) return <p className="text-sm text-ink-2">{t('scans.noneChosen')}</p>;
  const address = `/api/back-entries/scans/${scan.id}`;
  const title = t('scans.frame', { name: scan.name });
  if (isPhoto(scan.mediaType))
    // biome-ignore lint/performance/noImgElement: private pictures come through the check of scope, never an optimizer
    return <img src={address} alt={title} className="max-h-[80vh] max-w-full border border-rule" />;
  if (scan.mediaType !== 'application/pdf')
    return <SayBar detail={<a href={`${address}?download`}>{scan.name}</a>}>{t('scans.cannotShow')}</SayBar>;
  return (
    <>
      <iframe src={address} title={title} className="h-[70vh] w-full border border-rule max-md:h-[60vh]" />
      <p className="mt-1 text-xs text-ink-3">
        {t('scans.pdfFallback')}{' '}
        <a href={address} target="_blank" rel="noopener">
          {scan.name}
        </a>
      </p>
    </>
  );
}
