import { getTranslations } from 'next-intl/server';
import { errorFile } from '@/features/projects/error-file';
import { describeIssue } from '@/features/projects/issue-text';
import { findImport } from '@/features/projects/queries-import';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': XLSX,
      'Content-Disposition': `attachment; filename="errors.xlsx"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
