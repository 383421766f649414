import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { startSheet } from '@/features/sheet-imports/mutations';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { readUploadForm } from '../files/upload-form';
import { sheetOfKind } from './definitions';

const STATUSES: Partial<Record<RefusalCode, number>> = { SESSION_ENDED: 401, NOT_PERMITTED: 403, FILE_TOO_LARGE: 413 };

/** Takes one table, `file`, of a `kind` into preview. Answers JSON to scripts; a form posted without them is led on, or back with the reason. */
export async function POST(request: Request): Promise<Response> {
  const wantsJson = request.headers.get('accept')?.includes('application/json') ?? false;
  const lead = (to: string) => new Response(null, { status: 303, headers: { Location: to } });
  const refused = async (refusal: RefusalValue, backTo = '/') =>
    wantsJson
      ? Response.json(
          { ok: false, code: refusal.code, message: await describeRefusal(refusal) },
          { status: STATUSES[refusal.code] ?? 422, headers: { 'Cache-Control': 'no-store' } },
        )
      : lead(`${backTo}?refused=${refusal.code}`);

  if (!isSameOrigin(request.headers)) return refused({ code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refused({ code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('upload', actor, request);
  if (tooMany) return tooMany;
  const form = await readUploadForm(request);
  if ('code' in form) return refused(form);
  const definition = sheetOfKind(form.text('kind'));
  if (!definition) return refused({ code: 'NOT_FOUND' });
  const [file] = form.files;
  if (!file) return refused({ code: 'FILE_EMPTY' }, definition.importPath);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const result = await startSheet(contextOf(actor), definition, { fileName: file.name, bytes });
  if (!result.ok) return refused(result.refusal, definition.importPath);
  const redirectTo = `${definition.importPath}/${result.value.sheetId}`;
  return wantsJson
    ? Response.json({ ok: true, redirectTo }, { status: 201, headers: { 'Cache-Control': 'no-store' } })
    : lead(redirectTo);
}
