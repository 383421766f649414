import { can } from '@/domain/permissions';
import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { storeDocument } from '@/features/documents/mutations';
import { isUuid } from '@/features/documents/schema';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { readUploadForm } from './upload-form';

/** Statuses that say more than "the request cannot be followed". */
const STATUSES: Partial<Record<RefusalCode, number>> = {
  SESSION_ENDED: 401,
  NOT_PERMITTED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  IDEMPOTENCY_KEY_IN_PROGRESS: 409,
  STATUS_DOES_NOT_ALLOW: 409,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_NOT_ALLOWED: 415,
};

/**
 * Takes one file, or several of a plain form, for a requirement of a case: `caseId`, `requirementCode`, `file` and for
 * photos of a visit `siteVisitId`; under an `idempotencyKey` the same file sent again is stored once. Answers JSON to scripts; a form posted without them goes back to the page it came from.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refuseUpload(request, '', { code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refuseUpload(request, '', { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('upload', actor, request);
  if (tooMany) return tooMany;
  if (!can(actor, 'document.upload')) return refuseUpload(request, '', { code: 'NOT_PERMITTED' });
  const form = await readUploadForm(request);
  if ('code' in form) return refuseUpload(request, caseOfReferer(request), form);

  const caseId = form.text('caseId');
  const key = form.text('idempotencyKey');
  const documentIds: string[] = [];
  for (const [index, file] of form.files.entries()) {
    const result = await storeDocument(contextOf(actor), {
      caseId,
      requirementCode: form.text('requirementCode'),
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
      siteVisitId: form.text('siteVisitId') || undefined,
      idempotencyKey: key === '' ? undefined : `${key}-${index}`,
    });
    if (!result.ok) return refuseUpload(request, caseId, result.refusal);
    documentIds.push(result.value.documentId);
  }
  return wantsJson(request)
    ? Response.json({ ok: true, documentIds }, { status: 201, headers: { 'Cache-Control': 'no-store' } })
    : goTo(caseId, { stored: String(documentIds.length) });
}

function wantsJson(request: Request): boolean {
  return request.headers.get('accept')?.includes('application/json') ?? false;
}

async function refuseUpload(request: Request, caseId: string, refusal: RefusalValue): Promise<Response> {
  // Without a script the sentence is shown on the page of the case's documents; without a case there is no such page.
  if (!wantsJson(request) && isUuid(caseId) && refusal.code !== 'NOT_FOUND')
    return goTo(caseId, { refused: refusal.code, ...refusal.params });
  return Response.json(
    { ok: false, code: refusal.code, message: await describeRefusal(refusal) },
    { status: STATUSES[refusal.code] ?? 422, headers: { 'Cache-Control': 'no-store' } },
  );
}

function goTo(caseId: string, query: Record<string, string | number>): Response {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return new Response(null, { status: 303, headers: { Location: `/cases/${caseId}/documents?${search}` } });
}

/** A body that was not read to its end names no case; the page that sent it does. */
function caseOfReferer(request: Request): string {
  return /\/cases\/([0-9a-f-]{36})/.exec(request.headers.get('referer') ?? '')?.[1] ?? '';
}
