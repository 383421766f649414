import { getTranslations } from 'next-intl/server';
import { UploadControl } from '@/features/documents/components/upload-control';
import { KeyField } from '@/features/key-field';
import { MAX_FILE_BYTES } from '@/server/storage';
import { SITE_PHOTO, type VisitView } from '../queries';

/** Adds photos to a recorded visit; they are documents of the case. */
export async function VisitPhotos({ caseId, visit }: { caseId: string; visit: VisitView }) {
  const t = await getTranslations('due-diligence');
  return (
    <div className="mt-2">
      <UploadControl
        caseId={caseId}
        requirementCode={SITE_PHOTO}
        name={t('photosOf', { day: visit.visitedOn })}
        photosOnly
        siteVisitId={visit.id}
        maxBytes={MAX_FILE_BYTES}
        keyField={<KeyField />}
      />
    </div>
  );
}
