import type { getTranslations } from 'next-intl/server';
import type { CellIssue } from '@/domain/fund-table/issues';

export type Translate = Awaited<ReturnType<typeof getTranslations<'projects'>>>;

/** Why a cell is marked, in the reader's words. */
export function describeIssue(t: Translate, issue: CellIssue): string {
  return t(`issues.${issue.code}`, {
    readAs: issue.readAs ?? '',
    otherRow: issue.otherRow ?? 0,
    field: issue.field === null ? '' : t(`fields.${issue.field}`),
    near: issue.readAs ?? 'none',
  });
}
