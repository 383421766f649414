import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import { freeOf, ftpConcession, mayAllot } from '@/domain/quota';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import type { Quota, QuotaEntryKind } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { ownPlaces, quotasVisibleTo } from './visible';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Entries shown of one quota, the latest first. */
const MAX_ENTRIES = 200;

export type QuotaRow = {
  id: string;
  programme: Label;
  financier: Label;
  place: string;
  year: number;
  line: string | null;
  amountFen: Fen;
  reservedFen: Fen;
  usedFen: Fen;
  freeFen: Fen;
  concessionBps: number;
  documentNumber: string;
};

/** The quotas in the actor's reach, of one year or of all, of a programme and places or of all, and the years there are. */
export function listQuotas(
  actor: Actor,
  year: number | null,
  only?: { programmeId: string; regionIds: readonly number[] },
): Promise<{ rows: QuotaRow[]; years: number[] }> {
  return read(actor, async (tx) => {
    const visible = await quotasVisibleTo(tx, actor);
    const narrowed = only ? { programmeId: only.programmeId, regionId: { in: [...only.regionIds] } } : {};
    const stored = await tx.quota.findMany({
      where: { AND: [visible, year === null ? {} : { year }, narrowed] },
      orderBy: [{ year: 'desc' }, { programmeId: 'asc' }, { regionId: 'asc' }, { id: 'asc' }],
    });
    const years = await tx.quota.findMany({ where: visible, distinct: ['year'], orderBy: { year: 'desc' } });
    return { rows: await toRows(tx, stored), years: years.map((row) => row.year) };
  });
}

async function toRows(tx: Tx, stored: Quota[]): Promise<QuotaRow[]> {
  const programmes = await tx.programme.findMany({ where: { id: { in: stored.map((row) => row.programmeId) } } });
  const places = await regionNamesOf(
    tx,
    stored.map((row) => row.regionId),
  );
  const financiers = await organisationNamesOf(
    tx,
    stored.map((row) => row.financierId),
  );
  return stored.map((row) => ({
    id: row.id,
    programme: programmes.find(({ id }) => id === row.programmeId)?.name as Label,
    financier: financiers.get(row.financierId) as Label,
    place: places.get(row.regionId) ?? '--',
    year: row.year,
    line: row.line,
    amountFen: row.amountFen,
    reservedFen: row.reservedFen,
    usedFen: row.usedFen,
    freeFen: freeOf(row),
    concessionBps: row.ftpConcessionBps,
    documentNumber: row.documentNumber,
  }));
}

export type QuotaEntryRow = {
  id: string;
  kind: QuotaEntryKind;
  /** taken out by a transfer, and not back by whoever allotted */
  moved: boolean;
  amountFen: Fen;
  on: Day;
  by: Label | null;
  case: { id: string; reference: string } | null;
};
export type QuotaCaseRow = {
  id: string;
  reference: string;
  reservedFen: Fen;
  usedFen: Fen;
  outstandingFen: Fen;
  /** FTP concession of a year on what is outstanding now */
  concessionFen: Fen;
};
export type QuotaTransferRow = {
  id: string;
  to: string;
  from: string;
  amountFen: Fen;
  reason: string;
  status: 'REQUESTED' | 'APPROVED' | 'REFUSED' | 'REVOKED';
  requestedBy: Label | null;
  settledBy: Label | null;
  settledRemark: string | null;
  /** waits for this person */
  yours: boolean;
};
export type QuotaView = {
  quota: QuotaRow;
  entries: QuotaEntryRow[];
  cases: QuotaCaseRow[];
  transfers: QuotaTransferRow[];
  /** others that part of it may be moved to; empty where the actor may not */
  targets: { id: string; label: string }[];
  mayAllot: boolean;
};

/** One quota with its movements and the cases behind them that the actor may see; null outside their reach. */
export function getQuota(actor: Actor, id: string): Promise<QuotaView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const visible = await quotasVisibleTo(tx, actor);
    const stored = await tx.quota.findFirst({ where: { AND: [{ id }, visible] } });
    if (!stored) return null;
    const [quota] = await toRows(tx, [stored]);
    if (!quota) return null;
    const allots = mayAllot(actor, stored.line) && stored.financierId === actor.organisation.financierId;
    const entries = await tx.quotaEntry.findMany({ where: { quotaId: id }, orderBy: { id: 'desc' }, take: 5_000 });
    const cases = await tx.caseRecord.findMany({
      where: { AND: [{ id: { in: entries.flatMap((row) => row.caseId ?? []) } }, visibleTo(actor)] },
      include: { programmeDefinition: { select: { body: true } } },
      orderBy: { id: 'desc' },
    });
    const referenceOf = new Map(cases.map((row) => [row.id, row.reference]));
    // movements of cases outside the actor's scope count in the sums and are not shown one by one
    const shown = entries.filter((row) => row.caseId === null || referenceOf.has(row.caseId)).slice(0, MAX_ENTRIES);
    const people = await namesOf(
      tx,
      shown.map((row) => row.actorId),
    );
    const isOwn = await ownPlaces(tx, actor);
    const found = allots
      ? await tx.quota.findMany({
          where: {
            AND: [
              visible,
              { programmeId: stored.programmeId, year: stored.year, line: stored.line, id: { not: id } },
              { financierId: stored.financierId },
            ],
          },
        })
      : [];
    const others = found.filter((row) => isOwn(row.regionId));
    return {
      quota,
      mayAllot: allots && isOwn(stored.regionId),
      entries: shown.map((row) => ({
        id: row.id,
        kind: row.kind,
        moved: row.transferId !== null,
        amountFen: row.amountFen,
        on: toDay(row.occurredOn),
        by: (row.actorId && people.get(row.actorId)?.name) || null,
        case: row.caseId ? { id: row.caseId, reference: referenceOf.get(row.caseId) ?? '' } : null,
      })),
      cases: cases.map((row) => ({
        id: row.id,
        reference: row.reference,
        ...heldOf(entries.filter((entry) => entry.caseId === row.id)),
        outstandingFen: row.outstandingAmountFen,
        concessionFen: concessionOf(row.outstandingAmountFen, stored.ftpConcessionBps, row.programmeDefinition.body),
      })),
      transfers: await transfersOf(tx, actor, id, allots),
      targets: (await toRows(tx, others)).map((row) => ({ id: row.id, label: row.place })),
    };
  });
}

function concessionOf(balanceFen: Fen, bps: number, body: unknown): Fen {
  const { dayCountBasis } = parseProgrammeBody(body);
  return ftpConcession(balanceFen, bps, dayCountBasis, dayCountBasis);
}

/** What a case has reserved and used by its entries. */
function heldOf(entries: readonly { kind: QuotaEntryKind; amountFen: Fen }[]) {
  const sum = (...kinds: QuotaEntryKind[]) =>
    entries.filter((row) => kinds.includes(row.kind)).reduce((total, row) => total + row.amountFen, 0n);
  return {
    reservedFen: sum('RESERVE', 'RETURN') - sum('RELEASE', 'USE'),
    usedFen: sum('USE') - sum('RETURN'),
  };
}

async function transfersOf(tx: Tx, actor: Actor, quotaId: string, allots: boolean): Promise<QuotaTransferRow[]> {
  const rows = await tx.quotaTransfer.findMany({
    where: { OR: [{ fromQuotaId: quotaId }, { toQuotaId: quotaId }] },
    orderBy: { id: 'desc' },
    take: 50,
  });
  const quotas = await tx.quota.findMany({
    where: { id: { in: rows.flatMap((row) => [row.fromQuotaId, row.toQuotaId]) } },
    select: { id: true, regionId: true },
  });
  const places = await regionNamesOf(
    tx,
    quotas.map((row) => row.regionId),
  );
  const placeOf = (id: string) => places.get(quotas.find((row) => row.id === id)?.regionId ?? -1) ?? '--';
  const people = await namesOf(
    tx,
    rows.flatMap((row) => [row.requestedById, row.settledById]),
  );
  const isOwn = await ownPlaces(tx, actor);
  const theirs = new Set(quotas.filter((row) => allots && isOwn(row.regionId)).map((row) => row.id));
  return rows.map((row) => ({
    id: row.id,
    from: placeOf(row.fromQuotaId),
    to: placeOf(row.toQuotaId),
    amountFen: row.amountFen,
    reason: row.reason,
    status: row.status,
    requestedBy: people.get(row.requestedById)?.name ?? null,
    settledBy: row.settledById ? (people.get(row.settledById)?.name ?? null) : null,
    settledRemark: row.settledRemark,
    yours:
      theirs.has(row.fromQuotaId) &&
      theirs.has(row.toQuotaId) &&
      row.status === 'REQUESTED' &&
      row.requestedById !== actor.userId,
  }));
}

/** Programmes that run within a quota which this person may set aside: for the form. */
export function listQuotaProgrammes(actor: Actor): Promise<{ id: string; name: Label; line: string | null }[]> {
  return read(actor, async (tx) => {
    if (!can(actor, 'quota.allot')) return [];
    const rows = await tx.programmeDefinition.findMany({
      where: { status: 'PUBLISHED' },
      include: { programme: true },
      orderBy: [{ programme: { code: 'asc' } }, { effectiveFrom: 'desc' }],
    });
    const found = new Map<string, { id: string; name: Label; line: string | null }>();
    for (const row of rows) {
      const { quota, financierKinds } = parseProgrammeBody(row.body);
      const fits = financierKinds.some((kind) => kind === actor.organisation.kind);
      if (!quota || !fits || found.has(row.programmeId) || !mayAllot(actor, quota.line)) continue;
      found.set(row.programmeId, { id: row.programmeId, name: row.programme.name as Label, line: quota.line });
    }
    return [...found.values()];
  });
}

export type CaseQuota = QuotaRow & { heldFen: Fen; paidFen: Fen; outstandingFen: Fen; concessionFen: Fen };

/** The quota on which a case of the actor's scope has reserved; null where it has not. */
export function getQuotaOfCase(actor: Actor, caseId: string): Promise<CaseQuota | null> {
  return read(actor, async (tx) => {
    const row = await tx.caseRecord.findFirst({
      where: { AND: [{ id: caseId }, visibleTo(actor)] },
      include: { programmeDefinition: { select: { body: true } } },
    });
    if (!row || !can(actor, 'quota.read')) return null;
    const entries = await tx.quotaEntry.findMany({
      where: { caseId },
      orderBy: { id: 'asc' },
      include: { quota: true },
    });
    const quota = entries.findLast((entry) => entry.kind === 'RESERVE')?.quota;
    const [shown] = quota ? await toRows(tx, [quota]) : [];
    if (!quota || !shown) return null;
    const held = heldOf(entries.filter((entry) => entry.quotaId === quota.id));
    return {
      ...shown,
      heldFen: held.reservedFen,
      paidFen: held.usedFen,
      outstandingFen: row.outstandingAmountFen,
      concessionFen: concessionOf(row.outstandingAmountFen, quota.ftpConcessionBps, row.programmeDefinition.body),
    };
  });
}
