import { getTranslations } from 'next-intl/server';
import { errorFile, openIssues } from '@/features/projects/error-file';
import { describeIssue } from '@/features/projects/issue-text';
import { findImport } from '@/features/projects/queries-import';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { sendMadeFile, XLSX } from '../../../send-made-file';

/** The lines still to be mended as a workbook, each with its issue in words. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const found = await findImport(actor, (await params).id);
  if (!found?.batch.state.table) return refused(404, await describeRefusal({ code: 'NOT_FOUND' }));
  const t = await getTranslations('projects');
  const bytes = await errorFile(found, {
    issueHeader: t('errorFile.issue'),
    rowHeader: t('errorFile.row'),
    describe: (issue) => `${issue.column ?? ''}${issue.row} ${describeIssue(t, issue)}`,
  });
  const name = t('errorFile.name', { file: found.batch.fileName.replace(/\.[^.]*$/, '') });
  return sendMadeFile(actor, { file: 'lines-to-mend', name, bytes, rows: openIssues(found).length, mediaType: XLSX });
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
