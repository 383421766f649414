import type { Label } from '@/domain/actor';
import { isPhoto } from '@/server/file-kind';
import type { DeskFile } from './components/document-desk';
import type { DocumentList } from './queries';

/** The files of a list that this person may open, in its order, as the desk shows them. */
export function deskFilesOf(list: DocumentList, nameOf: (label: Label) => string): DeskFile[] {
  return list.requirements.flatMap((requirement) =>
    requirement.files.flatMap((file): DeskFile[] =>
      file.fileName === null || file.scanState === 'QUARANTINED'
        ? []
        : [
            {
              id: file.id,
              caseId: file.caseId,
              name: nameOf(requirement.name),
              fileName: file.fileName,
              kind: isPhoto(file.mediaType) ? 'PICTURE' : file.mediaType === 'application/pdf' ? 'PDF' : 'OTHER',
            },
          ],
    ),
  );
}
