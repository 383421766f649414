import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { startBulkImport } from '@/features/bulk-imports/mutations';
import { importAreaOf } from '@/features/bulk-imports/scope';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { readUploadForm } from '../upload-form';

const STATUSES: Partial<Record<RefusalCode, number>> = { SESSION_ENDED: 401, NOT_PERMITTED: 403, FILE_TOO_LARGE: 413 };
const PAGE = '/projects/import/bulk';

/**
 * Takes a long list of pool projects: the body is the file, written to the disk as it comes in, its name in
 * `X-File-Name`. A form posted without scripts brings it as `file`, and then no larger than any other.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(request, { code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refused(request, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('upload', actor, request);
  if (tooMany) return tooMany;
  // before a byte of it is read
  if (!importAreaOf(actor)) return refused(request, { code: 'NOT_PERMITTED' });
  const file = await fileOf(request);
  if ('code' in file) return refused(request, file);
  const result = await startBulkImport(contextOf(actor), file);
  if (!result.ok) return refused(request, result.refusal);
  const redirectTo = `${PAGE}?import=${result.value.importId}`;
  return wantsJson(request)
    ? Response.json({ ok: true, redirectTo }, { status: 201, headers: { 'Cache-Control': 'no-store' } })
    : new Response(null, { status: 303, headers: { Location: redirectTo } });
}

async function fileOf(
  request: Request,
): Promise<{ fileName: string; bytes: AsyncIterable<Uint8Array> | Uint8Array } | RefusalValue> {
  if (request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    const form = await readUploadForm(request);
    if ('code' in form) return form;
    const [file] = form.files;
    return file ? { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : { code: 'FILE_EMPTY' };
  }
  if (request.body === null) return { code: 'FILE_EMPTY' };
  return { fileName: decodeName(request.headers.get('x-file-name') ?? ''), bytes: request.body };
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}

function wantsJson(request: Request): boolean {
  return request.headers.get('accept')?.includes('application/json') ?? false;
}

async function refused(request: Request, refusal: RefusalValue): Promise<Response> {
  if (!wantsJson(request))
    return new Response(null, { status: 303, headers: { Location: `${PAGE}?refused=${refusal.code}` } });
  return Response.json(
    { ok: false, code: refusal.code, message: await describeRefusal(refusal) },
    { status: STATUSES[refusal.code] ?? 422, headers: { 'Cache-Control': 'no-store' } },
  );
}
