import { getLocale, getTranslations } from 'next-intl/server';
import * as z from 'zod';
import { can } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import { visitSchema } from '@/features/due-diligence/schema';
import type { FieldPerson, SendAnswer } from '@/features/field/entries';
import { type Sent, sendFieldReport, sendFieldVisit } from '@/features/field/mutations';
import { reportSchema } from '@/features/follow-up/schema';
import { currentActor } from '@/server/auth';
import { readJson } from '@/server/body';
import { type Context, contextOf, type Result } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';

const sent = z.object({
  /** who wrote it: another person who has signed in since sends nothing in their place */
  writerId: z.uuid(),
  kind: z.enum(['visit', 'report']),
  caseId: z.uuid(),
  reportId: z.uuid().optional(),
  knownVisitIds: z.array(z.uuid()).max(200).default([]),
  anyway: z.boolean().default(false),
  values: z.record(z.string().max(40), z.union([z.string(), z.array(z.string())])),
});

/** Who is signed in on this phone now: the field page is the same for everybody and may be older than the session. */
export async function GET(): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refuseField(401, { code: 'SESSION_ENDED' });
  const here: FieldPerson = { userId: actor.userId };
  return Response.json(here, { headers: { 'Cache-Control': 'no-store' } });
}

/**
 * Takes what was written in the field without a network, when its writer sends it. 409 brings what stands in its place.
 * A route and no action: the page that sends it may be older than this build.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refuseField(403, { code: 'NOT_PERMITTED' });
  const actor = await currentActor();
  if (!actor) return refuseField(401, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('save', actor, request);
  if (tooMany) return tooMany;
  const input = sent.safeParse(await readJson(request));
  if (!input.success) return refuseField(422, { code: 'INVALID_INPUT' });
  if (input.data.writerId !== actor.userId) return refuseField(401, { code: 'SESSION_ENDED' });
  if (!can(actor, input.data.kind === 'visit' ? 'due-diligence.write' : 'report.submit'))
    return refuseField(403, { code: 'NOT_PERMITTED' });
  const result = await send(contextOf(actor), input.data);
  if ('problem' in result) return answer(422, { kind: 'REFUSED', message: result.problem });
  if (!result.ok) return refuseField(422, result.refusal);
  const { conflict } = result.value;
  return conflict ? answer(409, { kind: 'CONFLICT', theirs: conflict }) : answer(201, { kind: 'SENT' });
}

async function send(ctx: Context, input: z.output<typeof sent>): Promise<Result<Sent> | { problem: string }> {
  const locale = await getLocale();
  const { caseId, reportId, values, knownVisitIds, anyway } = input;
  if (input.kind === 'visit') {
    const visit = visitSchema.safeParse({ ...values, caseId });
    if (!visit.success) return describeFirst(visit.error);
    return sendFieldVisit(ctx, { ...visit.data, knownVisitIds, anyway }, locale);
  }
  const report = reportSchema.safeParse({ ...values, caseId, reportId });
  if (!report.success) return describeFirst(report.error);
  const { fundsUsed, problems, ...rest } = report.data;
  return sendFieldReport(ctx, { ...rest, fundsUsedFen: fundsUsed, problems: problems ?? '' }, locale);
}

async function describeFirst(error: z.ZodError): Promise<{ problem: string }> {
  const t = await getTranslations('errors');
  const [issue] = error.issues;
  const key = issue?.message ?? '';
  const params = issue?.code === 'custom' ? issue.params : undefined;
  return { problem: t.has(key as never) ? t(key as never, params as never) : t('invalid') };
}

async function refuseField(status: number, refusal: RefusalValue): Promise<Response> {
  return answer(status, { kind: 'REFUSED', message: await describeRefusal(refusal) });
}

function answer(status: number, body: SendAnswer): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
