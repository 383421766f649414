import { maskPersonName } from '@/domain/masking';
import type { CaseRow } from './row-queries';

type Named = Pick<CaseRow, 'applicantKind' | 'applicantName' | 'title'>;

/** The applicant as a name leaves the portal: a person's is masked. */
export function applicantWithoutName(row: Named): string {
  return row.applicantKind === 'HOUSEHOLD' ? maskPersonName(row.applicantName) : row.applicantName;
}

/** The title as it leaves the portal: a person's name inside it is masked like the name itself. */
export function titleWithoutName(row: Named): string {
  return row.applicantKind === 'HOUSEHOLD' && row.applicantName
    ? row.title.replaceAll(row.applicantName, maskPersonName(row.applicantName))
    : row.title;
}
