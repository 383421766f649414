import { getTranslations } from 'next-intl/server';
import { faultFile } from '@/features/bulk-imports/fault-file';
import { describeFault } from '@/features/bulk-imports/fault-words';
import { findFaults } from '@/features/bulk-imports/queries';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { sendMadeFile, XLSX } from '../../../send-made-file';

/** The faulty rows of an import as a workbook to be mended, to whoever may import in its area; to others it does not exist. */
export async function GET(request: Request, { params }: { params: Promise<{ importId: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const found = await findFaults(actor, (await params).importId);
  if (!found || found.rows.length === 0) return refused(404, await describeRefusal({ code: 'NOT_FOUND' }));
  const [t, projects] = await Promise.all([getTranslations('bulk-imports'), getTranslations('projects')]);
  const bytes = await faultFile(found, {
    issue: t('sheet.issue'),
    row: t('sheet.row'),
    describe: (fault, row) => describeFault(t, projects, fault, row),
  });
  const name = t('sheet.name', { file: found.fileName.replace(/\.[^.]*$/, '') });
  return sendMadeFile(actor, { file: 'lines-to-mend', name, bytes, rows: found.rows.length, mediaType: XLSX });
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
