import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import type { ApplicantKind } from '@/domain/stage';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import type { AuthorityRaise, GrantStatus, Posting } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { isHeadOffice } from './grants';

type Grant = {
  id: string;
  organisation: Label;
  programme: Label;
  upToFen: bigint | null;
  validFrom: Day;
  lastDay: Day;
  documentNumber: string;
};

export type RaiseRow = Grant & {
  applicantKind: ApplicantKind | null;
  approvals: number;
  /** OVER: granted, and its last day is past */
  status: GrantStatus | 'OVER';
  reason: string;
  requestedBy: Label | null;
  settledBy: Label | null;
  settledRemark: string | null;
  offer: { settle: boolean; revoke: boolean };
};

export type PostingRow = Grant & { person: Label | null; isRunning: boolean; mayEnd: boolean };

const MAX_SHOWN = 200;
const NOTHING: Label = { zh: '--', en: '--' };

/** The organisations whose raises and postings the actor sees: all of their financier from head office, else their own. */
async function visibleOrganisations(tx: Tx, actor: Actor): Promise<string[]> {
  if (!isHeadOffice(actor)) return [actor.organisation.id];
  const rows = await tx.organisation.findMany({
    where: { financierId: actor.organisation.id },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

async function wordsOf(tx: Tx, rows: readonly (AuthorityRaise | Posting)[]) {
  const organisations = await organisationNamesOf(
    tx,
    rows.map((row) => row.organisationId),
  );
  const programmes = await tx.programme.findMany({ select: { id: true, name: true } });
  const people = await namesOf(
    tx,
    rows.flatMap((row) => ('userId' in row ? [row.userId] : [row.requestedById, row.settledById])),
  );
  const grantOf = (row: AuthorityRaise | Posting): Grant => ({
    id: row.id,
    organisation: organisations.get(row.organisationId) ?? NOTHING,
    programme: (programmes.find(({ id }) => id === row.programmeId)?.name as Label | undefined) ?? NOTHING,
    upToFen: row.upToFen,
    validFrom: toDay(row.validFrom),
    lastDay: addDays(toDay(row.validTo), -1),
    documentNumber: row.documentNumber,
  });
  return { people, grantOf };
}

async function raiseRows(tx: Tx, actor: Actor, raises: readonly AuthorityRaise[], today: Day): Promise<RaiseRow[]> {
  const { people, grantOf } = await wordsOf(tx, raises);
  const settles = can(actor, 'raise.settle') && isHeadOffice(actor);
  return raises.map((row) => {
    const running = toDay(row.validTo) > today;
    return {
      ...grantOf(row),
      applicantKind: row.applicantKind,
      approvals: row.approvals,
      status: row.status === 'APPROVED' && !running ? 'OVER' : row.status,
      reason: row.reason,
      requestedBy: people.get(row.requestedById)?.name ?? null,
      settledBy: people.get(row.settledById ?? '')?.name ?? null,
      settledRemark: row.settledRemark,
      offer: {
        settle: settles && row.status === 'REQUESTED' && row.requestedById !== actor.userId,
        revoke: settles && row.status === 'APPROVED' && running,
      },
    };
  });
}

/** Raises and postings that the actor may see, newest first; null without the permission. */
export function listGrants(
  actor: Actor,
  today: Day,
): Promise<{ raises: RaiseRow[]; postings: PostingRow[]; mayPost: boolean } | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'authority.read')) return null;
    const where = { organisationId: { in: await visibleOrganisations(tx, actor) } };
    const newest = { where, orderBy: { id: 'desc' }, take: MAX_SHOWN } as const;
    const raises = await tx.authorityRaise.findMany(newest);
    const postings = await tx.posting.findMany(newest);
    const { people, grantOf } = await wordsOf(tx, postings);
    const mayPost = can(actor, 'posting.make') && isHeadOffice(actor);
    return {
      raises: await raiseRows(tx, actor, raises, today),
      postings: postings.map((row) => {
        const isRunning = row.endedAt === null && toDay(row.validTo) > today;
        return {
          ...grantOf(row),
          person: people.get(row.userId)?.name ?? null,
          isRunning,
          mayEnd: mayPost && isRunning,
        };
      }),
      mayPost,
    };
  });
}

/** One raise; null outside what the actor may see. */
export function getRaise(actor: Actor, raiseId: string, today: Day): Promise<RaiseRow | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'authority.read')) return null;
    const where = { id: raiseId, organisationId: { in: await visibleOrganisations(tx, actor) } };
    const raise = await tx.authorityRaise.findFirst({ where });
    return raise ? ((await raiseRows(tx, actor, [raise], today))[0] ?? null) : null;
  });
}

export type GrantChoices = {
  branches: { id: string; name: Label }[];
  programmes: { id: string; name: Label }[];
  approvers: { id: string; name: Label }[];
};

/** What a raise or a posting may be for: branches, programmes, and at head office its approvers but oneself. */
export function listGrantChoices(actor: Actor): Promise<GrantChoices> {
  return read(actor, async (tx) => {
    const { id, financierId } = actor.organisation;
    const branches = await tx.organisation.findMany({
      where: { active: true, financierId, NOT: { id: financierId ?? id }, ...(isHeadOffice(actor) ? {} : { id }) },
      orderBy: [{ regionId: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
      take: 1_000,
    });
    const programmes = await tx.programme.findMany({ orderBy: { code: 'asc' }, select: { id: true, name: true } });
    const approvers = await tx.user.findMany({
      where: { organisationId: id, status: 'ACTIVE', roles: { has: 'APPROVER' }, NOT: { id: actor.userId } },
      orderBy: { id: 'asc' },
      select: { id: true, name: true },
    });
    const labelled = (rows: { id: string; name: unknown }[]) =>
      rows.map((row) => ({ id: row.id, name: row.name as Label }));
    return { branches: labelled(branches), programmes: labelled(programmes), approvers: labelled(approvers) };
  });
}
