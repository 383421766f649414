import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { type CaseStatus, STAGES, type Stage, stageIndex } from '@/domain/stage';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import { organisationsBelow } from '@/features/organisations/below';
import type { Prisma, SpecialItem } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOBODY: Label = { zh: '--', en: '--' };
const SHOWN = 200;

/** How an item stands on a day: OVER is derived from its days, never stored. */
export type ItemPhase = SpecialItem['status'] | 'OVER' | 'NOT_YET';

export type SpecialItemRow = {
  id: string;
  title: string;
  organisation: Label;
  programme: Label;
  ceilingFen: Fen;
  /** what its cases are approved for */
  spentFen: Fen;
  cases: number;
  validFrom: Day;
  validTo: Day;
  phase: ItemPhase;
};

function phaseOf(item: SpecialItem, today: Day): ItemPhase {
  if (item.status === 'REQUESTED' || item.status === 'APPROVED') {
    if (toDay(item.validTo) <= today) return 'OVER';
    if (item.status === 'APPROVED' && toDay(item.validFrom) > today) return 'NOT_YET';
  }
  return item.status;
}

const WITH_AMOUNTS = {
  cases: { select: { caseRecord: { select: { approvedAmountFen: true } } } },
} as const satisfies Prisma.SpecialItemInclude;
type Stored = Prisma.SpecialItemGetPayload<{ include: typeof WITH_AMOUNTS }>;

async function rowsOf(tx: Tx, stored: readonly Stored[], today: Day): Promise<SpecialItemRow[]> {
  const organisations = await organisationNamesOf(
    tx,
    stored.map((row) => row.organisationId),
  );
  const programmes = await tx.programme.findMany({ where: { id: { in: stored.map((row) => row.programmeId) } } });
  return stored.map((row) => ({
    id: row.id,
    title: row.title,
    organisation: organisations.get(row.organisationId) ?? NOBODY,
    programme: (programmes.find(({ id }) => id === row.programmeId)?.name as Label | undefined) ?? NOBODY,
    ceilingFen: row.ceilingFen,
    spentFen: row.cases.reduce((sum, { caseRecord }) => sum + (caseRecord.approvedAmountFen ?? 0n), 0n),
    cases: row.cases.length,
    validFrom: toDay(row.validFrom),
    validTo: toDay(row.validTo),
    phase: phaseOf(row, today),
  }));
}

/** Special items of one's own organisation and those below it, the last asked for first. */
export function listSpecialItems(actor: Actor, today: Day): Promise<SpecialItemRow[]> {
  return read(actor, async (tx) => {
    const stored = await tx.specialItem.findMany({
      where: { organisationId: { in: await organisationsBelow(tx, actor, 'special-item.read') } },
      include: WITH_AMOUNTS,
      orderBy: { id: 'desc' },
      take: SHOWN,
    });
    return rowsOf(tx, stored, today);
  });
}

export type ItemCase = {
  id: string;
  reference: string;
  title: string;
  stage: Stage;
  recommendedAmountFen: Fen;
  approvedAmountFen: Fen | null;
  /** not decided yet, so that it may be taken out */
  isOpen: boolean;
};

export type SpecialItemView = SpecialItemRow & {
  documentNumber: string;
  reason: string;
  approvals: number;
  requestedBy: Label;
  requestedAt: Date;
  settledBy: Label | null;
  settledAt: Date | null;
  settledRemark: string | null;
  members: ItemCase[];
  /** cases that may be put under it */
  candidates: ItemCase[];
  mayAdd: boolean;
  /** head office, and another person than asked for it */
  maySettle: boolean;
  isYours: boolean;
  mayRevoke: boolean;
};

const CASE = {
  id: true,
  reference: true,
  title: true,
  stage: true,
  status: true,
  requestedAmountFen: true,
  recommendedAmountFen: true,
  approvedAmountFen: true,
} as const;
type StoredCase = Prisma.CaseRecordGetPayload<{ select: typeof CASE }>;

const caseOf = ({ status, requestedAmountFen, recommendedAmountFen, ...row }: StoredCase): ItemCase => ({
  ...row,
  recommendedAmountFen: recommendedAmountFen ?? requestedAmountFen,
  isOpen: isUndecided(status, row.stage) && row.approvedAmountFen === null,
});

const UNDECIDED = STAGES.filter((stage) => stageIndex(stage) <= stageIndex('DECISION'));
const isUndecided = (status: CaseStatus, stage: Stage) => status !== 'CLOSED' && UNDECIDED.includes(stage);

/** A special item with its cases and those that may come under it; null for whoever may not read it. */
export function getSpecialItem(actor: Actor, id: string, today: Day): Promise<SpecialItemView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const organisationId = { in: await organisationsBelow(tx, actor, 'special-item.read') };
    const stored = await tx.specialItem.findFirst({ where: { id, organisationId }, include: WITH_AMOUNTS });
    const [row] = stored ? await rowsOf(tx, [stored], today) : [];
    if (!stored || !row) return null;
    const people = await namesOf(tx, [stored.requestedById, stored.settledById]);
    const members = await tx.caseRecord.findMany({
      where: { ...visibleTo(actor), specialItems: { some: { specialItemId: id } } },
      select: CASE,
      orderBy: { id: 'asc' },
    });
    const { financierId } = await tx.organisation.findUniqueOrThrow({ where: { id: stored.organisationId } });
    const isHeadOffice = financierId === actor.organisation.id && can(actor, 'special-item.settle');
    const mayAdd = row.phase === 'APPROVED' && can(actor, 'special-item.request');
    const isYours = stored.requestedById === actor.userId;
    return {
      ...row,
      documentNumber: stored.documentNumber,
      reason: stored.reason,
      approvals: stored.approvals,
      requestedBy: people.get(stored.requestedById)?.name ?? NOBODY,
      requestedAt: stored.requestedAt,
      settledBy: stored.settledById ? (people.get(stored.settledById)?.name ?? NOBODY) : null,
      settledAt: stored.settledAt,
      settledRemark: stored.settledRemark,
      members: members.map(caseOf),
      candidates: mayAdd ? await candidatesOf(tx, actor, stored) : [],
      mayAdd,
      maySettle: isHeadOffice && row.phase === 'REQUESTED' && !isYours,
      isYours,
      mayRevoke: isHeadOffice && (row.phase === 'APPROVED' || row.phase === 'NOT_YET'),
    };
  });
}

async function candidatesOf(tx: Tx, actor: Actor, item: SpecialItem): Promise<ItemCase[]> {
  const { organisationId } = item;
  const rows = await tx.caseRecord.findMany({
    where: {
      AND: [
        visibleTo(actor),
        {
          OR: [
            { countyBranchId: organisationId },
            { provincialBranchId: organisationId },
            { financierId: organisationId },
          ],
        },
      ],
      programmeId: item.programmeId,
      status: { not: 'CLOSED' },
      stage: { in: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION'] },
      approvedAmountFen: null,
      specialItems: { none: {} },
      sessionItems: { none: { status: 'PENDING' } },
      approvals: { none: { voidedAt: null, outcome: 'APPROVED' } },
    },
    select: CASE,
    orderBy: { id: 'asc' },
    take: SHOWN,
  });
  return rows.map(caseOf);
}

/** What a request is made from: one's own organisation and those below it, and the programmes. */
export function getItemChoices(
  actor: Actor,
): Promise<{ organisations: { id: string; name: Label }[]; programmes: { id: string; name: Label }[] }> {
  return read(actor, async (tx) => {
    const ids = await organisationsBelow(tx, actor, 'special-item.request');
    const organisations = await tx.organisation.findMany({
      where: { id: { in: ids }, active: true },
      select: { id: true, name: true },
      orderBy: [{ regionId: 'asc' }, { id: 'asc' }],
    });
    const programmes = await tx.programme.findMany({ orderBy: { code: 'asc' }, select: { id: true, name: true } });
    return {
      organisations: organisations.map((row) => ({ id: row.id, name: row.name as Label })),
      programmes: programmes.map((row) => ({ id: row.id, name: row.name as Label })),
    };
  });
}
