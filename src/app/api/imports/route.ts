import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { startImport } from '@/features/projects/mutations';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { readUploadForm } from '../files/upload-form';

const STATUSES: Partial<Record<RefusalCode, number>> = { SESSION_ENDED: 401, NOT_PERMITTED: 403, FILE_TOO_LARGE: 413 };

/** Takes one fund table, `file`, into preview; answers where to go on, or why not in the reader's words. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused({ code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refused({ code: 'SESSION_ENDED' });
  const form = await readUploadForm(request);
  if ('code' in form) return refused(form);
  const [file] = form.files;
  if (!file) return refused({ code: 'FILE_EMPTY' });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const result = await startImport(contextOf(actor), { fileName: file.name, bytes });
  if (!result.ok) return refused(result.refusal);
  return Response.json(
    { ok: true, redirectTo: `/projects/import/${result.value.batchId}` },
    { status: 201, headers: { 'Cache-Control': 'no-store' } },
  );
}

async function refused(refusal: RefusalValue): Promise<Response> {
  return Response.json(
    { ok: false, code: refusal.code, message: await describeRefusal(refusal) },
    { status: STATUSES[refusal.code] ?? 422, headers: { 'Cache-Control': 'no-store' } },
  );
}
