import * as z from 'zod';
import { can } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import { discardDraft, saveDraft } from '@/features/drafts/mutations';
import { getDraft } from '@/features/drafts/queries';
import { currentActor } from '@/server/auth';
import { readJson } from '@/server/body';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';

const sent = z.object({
  /** for whom the page was drawn: after another person signed in, an open page writes nothing into their drafts */
  writerId: z.uuid(),
  formKey: z.string().max(80),
  intent: z.enum(['save', 'discard']),
  href: z.string().max(500).default('/'),
  title: z.string().max(120).default(''),
  caseId: z.uuid().optional(),
  values: z.record(z.string().max(120), z.union([z.string(), z.array(z.string())])).default({}),
  revision: z.int().min(0).default(0),
  partial: z.boolean().default(false),
});

/**
 * Saves or discards a draft. A route and no action, because it has to go through while the page is being left. Answers
 * 409 with the draft that another window has saved, so that the person can choose.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer(403, { code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return answer(401, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('save', actor, request);
  if (tooMany) return tooMany;
  const input = sent.safeParse(await readJson(request));
  if (!input.success) return answer(422, { code: 'INVALID_INPUT' });
  if (!can(actor, 'draft.write')) return answer(403, { code: 'NOT_PERMITTED' });
  const { writerId, intent, ...draft } = input.data;
  if (writerId !== actor.userId) return answer(401, { code: 'SESSION_ENDED' });
  const ctx = contextOf(actor);
  if (intent === 'discard') {
    const result = await discardDraft(ctx, draft.formKey);
    return result.ok ? json(200, { ok: true }) : answer(422, result.refusal);
  }
  const result = await saveDraft(ctx, draft);
  if (result.ok) return json(200, { ok: true, revision: result.value.revision, savedAt: result.value.savedAt });
  if (result.refusal.code !== 'CONFLICT') return answer(422, result.refusal);
  const theirs = await getDraft(actor, draft.formKey);
  return json(409, {
    ok: false,
    code: 'CONFLICT',
    theirs: theirs && { revision: theirs.revision, savedAt: theirs.savedAt, values: theirs.values },
  });
}

async function answer(status: number, refusal: RefusalValue): Promise<Response> {
  return json(status, { ok: false, code: refusal.code, message: await describeRefusal(refusal) });
}

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
