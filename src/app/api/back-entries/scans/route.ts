import { can } from '@/domain/permissions';
import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { storeScan } from '@/features/back-entries/mutations-scans';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { readUploadForm } from '../../files/upload-form';

/** Statuses that say more than "the request cannot be followed". */
const STATUSES: Partial<Record<RefusalCode, number>> = {
  SESSION_ENDED: 401,
  NOT_PERMITTED: 403,
  NOT_FOUND: 404,
  STATUS_DOES_NOT_ALLOW: 409,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_NOT_ALLOWED: 415,
};

/** Takes a scan of a paper file: `backEntryId`, `requirementCode`, `file`. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused({ code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refused({ code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('upload', actor, request);
  if (tooMany) return tooMany;
  if (!can(actor, 'back-entry.write')) return refused({ code: 'NOT_PERMITTED' });
  const form = await readUploadForm(request);
  if ('code' in form) return refused(form);
  const scanIds: string[] = [];
  for (const file of form.files) {
    const result = await storeScan(contextOf(actor), {
      backEntryId: form.text('backEntryId'),
      requirementCode: form.text('requirementCode'),
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    if (!result.ok) return refused(result.refusal);
    scanIds.push(result.value.scanId);
  }
  return Response.json({ ok: true, scanIds }, { status: 201, headers: { 'Cache-Control': 'no-store' } });
}

async function refused(refusal: RefusalValue): Promise<Response> {
  return Response.json(
    { ok: false, code: refusal.code, message: await describeRefusal(refusal) },
    { status: STATUSES[refusal.code] ?? 422, headers: { 'Cache-Control': 'no-store' } },
  );
}
