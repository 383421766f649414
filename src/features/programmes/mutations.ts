import 'server-only';
import type { Label } from '@/domain/actor';
import { storedBody, withSection } from '@/domain/definition-body';
import type { DefinitionSection } from '@/domain/definition-sections';
import { can } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { settleNotices, tellReviewers } from './notices';
import { bodyOfText } from './published-texts';
import type { DefinitionRow } from './queries';

/** Versions of programmes one after the other: the next number and the day on which one ends are found by reading. */
export async function lockDefinitions(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('programme_definition'))::text`;
}

/** What happened to a definition, for the auditors of its province; codes and numbers only. */
export function recordDefinitionEvent(
  tx: Tx,
  ctx: Context,
  row: Pick<DefinitionRow, 'id' | 'programmeId' | 'provinceId' | 'version'>,
  happened: string,
  { remark, ...payload }: { remark?: string | undefined } & NewEvent['payload'] = {},
): Promise<void> {
  return recordEvent(tx, ctx, {
    kind: `definition.${happened}`,
    payload: { definitionId: row.id, version: row.version, ...payload },
    subjectId: row.id,
    scope: { provinceId: row.provinceId, programmeId: row.programmeId },
    ...(remark ? { remark } : {}),
  });
}

async function isProvince(tx: Tx, provinceId: number): Promise<boolean> {
  return (await tx.region.count({ where: { id: provinceId, level: 'PROVINCE' } })) === 1;
}

/** A copy as a new draft. One draft at a time for a programme in a province: two would be published over each other. */
async function insertDraft(
  tx: Tx,
  ctx: Context,
  {
    programmeId,
    provinceId,
    basedOn,
    name,
  }: { programmeId: string; provinceId: number; basedOn: { id: string | null; body: unknown }; name?: Label },
): Promise<{ definitionId: string }> {
  const others = await tx.programmeDefinition.findMany({
    where: { programmeId, provinceId },
    orderBy: { version: 'desc' },
    select: { version: true, status: true },
  });
  if (others.some((row) => row.status === 'DRAFT' || row.status === 'REVIEWED')) refuse('DEFINITION_DRAFT_EXISTS');
  const body = storedBody(parseProgrammeBody(basedOn.body));
  const row = await tx.programmeDefinition.create({
    data: {
      programmeId,
      provinceId,
      version: (others[0]?.version ?? 0) + 1,
      // both are said when it is published
      effectiveFrom: toDate(today(ctx)),
      documentNumber: '',
      body: { ...body, ...(name ? { name } : {}) } as Prisma.InputJsonValue,
      basedOnId: basedOn.id,
      draftedById: ctx.actor.userId,
      draftedAt: ctx.now,
    },
  });
  await recordDefinitionEvent(tx, ctx, row, 'drafted', basedOn.id === null ? {} : { basedOnId: basedOn.id });
  return { definitionId: row.id };
}

export type NewProgramme = { code: string; name: Label; provinceId: number; basedOnId: string };

/**
 * A programme of its own, as a draft copied from a published version of another. Refuses NOT_PERMITTED, NOT_FOUND (the
 * version, or it was never published), REGION_UNKNOWN (no province), PROGRAMME_CODE_TAKEN {code}.
 */
export function createProgramme(ctx: Context, input: NewProgramme): Promise<Result<{ definitionId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.write')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const basedOn = await tx.programmeDefinition.findUnique({ where: { id: input.basedOnId } });
    if (!basedOn || basedOn.status === 'DRAFT' || basedOn.status === 'REVIEWED') refuse('NOT_FOUND');
    const programmeId = await openProgramme(tx, input);
    return insertDraft(tx, ctx, { ...input, programmeId, basedOn });
  });
}

/** The programme under its code: REGION_UNKNOWN, PROGRAMME_CODE_TAKEN {code}. */
async function openProgramme(tx: Tx, { code, name, provinceId }: Omit<NewProgramme, 'basedOnId'>): Promise<string> {
  if (!(await isProvince(tx, provinceId))) refuse('REGION_UNKNOWN', { name: String(provinceId) });
  const taken = await tx.programme.findUnique({
    where: { code },
    include: { _count: { select: { definitions: true } } },
  });
  // a programme of which every draft was discarded holds no code back
  if (taken && taken._count.definitions > 0) refuse('PROGRAMME_CODE_TAKEN', { code });
  const programme = await tx.programme.upsert({ where: { code }, create: { code, name }, update: { name } });
  return programme.id;
}

/**
 * A programme from its published text, as a draft that is edited, reviewed and published as any other. Refuses
 * NOT_PERMITTED, NOT_FOUND (no such text), REGION_UNKNOWN, PROGRAMME_CODE_TAKEN {code}.
 */
export function draftPublishedText(
  ctx: Context,
  { text, provinceId }: { text: string; provinceId: number },
): Promise<Result<{ definitionId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.write')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const body = bodyOfText(text) ?? refuse('NOT_FOUND');
    const programmeId = await openProgramme(tx, { code: text, name: body.name, provinceId });
    return insertDraft(tx, ctx, { programmeId, provinceId, basedOn: { id: null, body: storedBody(body) } });
  });
}

/**
 * The next version as a draft, copied from one that was published; for another province, its first. Refuses
 * NOT_PERMITTED, NOT_FOUND, REGION_UNKNOWN, DEFINITION_DRAFT_EXISTS.
 */
export function draftDefinition(
  ctx: Context,
  { definitionId, provinceId }: { definitionId: string; provinceId: number | null },
): Promise<Result<{ definitionId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.write')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const basedOn = await tx.programmeDefinition.findUnique({ where: { id: definitionId } });
    if (!basedOn || basedOn.status === 'DRAFT' || basedOn.status === 'REVIEWED') refuse('NOT_FOUND');
    if (provinceId !== null && !(await isProvince(tx, provinceId)))
      refuse('REGION_UNKNOWN', { name: String(provinceId) });
    const target = { programmeId: basedOn.programmeId, provinceId: provinceId ?? basedOn.provinceId };
    return insertDraft(tx, ctx, { ...target, basedOn });
  });
}

export type SectionEdit = {
  definitionId: string;
  /** the revision that the form was drawn from */
  revision: number;
  section: DefinitionSection;
  /** the parameters of the section, in the shape of programme.ts */
  part: Record<string, unknown>;
};

/**
 * Saves one part of a draft; it may still have faults, which the page names. Refuses NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW (no draft any more), CONFLICT (somebody saved meanwhile), INVALID_INPUT (it would be no definition).
 */
export function saveDefinition(ctx: Context, input: SectionEdit): Promise<Result<{ revision: number }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.write')) refuse('NOT_PERMITTED');
    const row = await tx.programmeDefinition.findUnique({ where: { id: input.definitionId } });
    if (!row) refuse('NOT_FOUND');
    if (row.status !== 'DRAFT') refuse('STATUS_DOES_NOT_ALLOW');
    const body = withSection(parseProgrammeBody(row.body), input.section, input.part) ?? refuse('INVALID_INPUT');
    const saved = await tx.programmeDefinition.updateMany({
      where: { id: row.id, status: 'DRAFT', revision: input.revision },
      data: {
        body: body as Prisma.InputJsonValue,
        revision: input.revision + 1,
        draftedById: ctx.actor.userId,
        draftedAt: ctx.now,
      },
    });
    if (saved.count !== 1) refuse('CONFLICT');
    await recordDefinitionEvent(tx, ctx, row, 'edited', { section: input.section });
    await tellReviewers(tx, ctx, { ...row, draftedById: ctx.actor.userId });
    return { revision: input.revision + 1 };
  });
}

/**
 * Throws a draft away; what was published stays. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (it was
 * published).
 */
export function discardDefinition(ctx: Context, { definitionId }: { definitionId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.write')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const row = await tx.programmeDefinition.findUnique({ where: { id: definitionId } });
    if (!row) refuse('NOT_FOUND');
    if (row.status !== 'DRAFT' && row.status !== 'REVIEWED') refuse('STATUS_DOES_NOT_ALLOW');
    await tx.programmeDefinition.delete({ where: { id: row.id } });
    await recordDefinitionEvent(tx, ctx, row, 'discarded');
    await settleNotices(tx, ctx, row.id);
    return {};
  });
}
