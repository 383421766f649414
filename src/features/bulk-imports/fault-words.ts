import type { getTranslations } from 'next-intl/server';
import type { BulkFault, BulkFaultCode } from '@/domain/bulk-import';
import { issueOf } from '@/domain/fund-table/issues';
import { describeIssue, type Translate } from '@/features/projects/issue-text';

type BulkWords = Awaited<ReturnType<typeof getTranslations<'bulk-imports'>>>;

const isOwn = (code: BulkFaultCode) => code === 'YEAR_UNREADABLE' || code === 'COUNTY_OUTSIDE';

/** What is wrong with a cell, in the reader's words; those of the small import where it knows the fault, too. */
export function describeFault(own: BulkWords, projects: Translate, fault: BulkFault, row: number): string {
  const { code, column, field, readAs } = fault;
  return isOwn(code) ? own(`faults.${code}`) : describeIssue(projects, issueOf({ row, column, field, code, readAs }));
}
