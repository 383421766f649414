import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { startImport } from '@/features/projects/mutations';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { readUploadForm } from '../files/upload-form';

const STATUSES: Partial<Record<RefusalCode, number>> = { SESSION_ENDED: 401, NOT_PERMITTED: 403, FILE_TOO_LARGE: 413 };

/** Takes one fund table, `file`, into preview. Answers JSON to scripts; a form posted without them is led on, or back with the reason. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(request, { code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refused(request, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('upload', actor, request);
  if (tooMany) return tooMany;
  const form = await readUploadForm(request);
  if ('code' in form) return refused(request, form);
  const [file] = form.files;
  if (!file) return refused(request, { code: 'FILE_EMPTY' });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const result = await startImport(contextOf(actor), { fileName: file.name, bytes });
  if (!result.ok) return refused(request, result.refusal);
  const redirectTo = `/projects/import/${result.value.batchId}`;
  return wantsJson(request)
    ? Response.json({ ok: true, redirectTo }, { status: 201, headers: { 'Cache-Control': 'no-store' } })
    : new Response(null, { status: 303, headers: { Location: redirectTo } });
}

function wantsJson(request: Request): boolean {
  return request.headers.get('accept')?.includes('application/json') ?? false;
}

async function refused(request: Request, refusal: RefusalValue): Promise<Response> {
  if (!wantsJson(request))
    return new Response(null, { status: 303, headers: { Location: `/projects/import?refused=${refusal.code}` } });
  return Response.json(
    { ok: false, code: refusal.code, message: await describeRefusal(refusal) },
    { status: STATUSES[refusal.code] ?? 422, headers: { 'Cache-Control': 'no-store' } },
  );
}
