import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { BULLETIN_COLUMN_NAMES, type BulletinColumn, bulletinNumber, type Period } from '@/domain/bulletin';
import type { BulletinText } from '@/domain/bulletin-text';
import { type Day, dayOf } from '@/domain/calendar';
import type { TargetMeasure } from '@/domain/measures';
import { can } from '@/domain/permissions';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import type { Bulletin, BulletinStatus, Prisma } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import type { GoodCase } from './case-queries';
import { type ComputedUnit, computeBulletin } from './compute-queries';
import { type BulletinPlace, bulletinsVisibleTo, isOver, placeOf } from './place';
import { periodOfRow, textOfRow, unitOfRow } from './stored';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a bulletin says, for screen and paper. */
export type BulletinContent = {
  number: string | null;
  title: string;
  issuer: Label;
  place: BulletinPlace;
  programme: { id: string; name: Label };
  unitLevel: RegionLevel;
  period: Period;
  asOf: Day;
  issuedOn: Day | null;
  replyDueOn: Day;
  units: ComputedUnit[];
  emptyUnits: number;
  targetMeasure: TargetMeasure | null;
  toleranceBps: number;
  overview: BulletinText;
  demands: BulletinText;
  cases: GoodCase[];
};

/** A number that would be another if the table were computed now. */
export type Difference = { unit: string; column: BulletinColumn | 'reached'; stood: bigint; now: bigint };
export type Receipt = {
  organisationId: string;
  organisation: Label;
  mustReply: boolean;
  readAt: Date | null;
  readBy: Label | null;
  replies: { id: string; measures: string; dueOn: Day; by: Label | null; writtenAt: Date }[];
};
export type BulletinView = {
  id: string;
  revision: number;
  status: BulletinStatus;
  content: BulletinContent;
  computedAt: Date;
  draftedBy: Label | null;
  issuedBy: Label | null;
  returnRemark: string | null;
  /** whose lists the reader may open: of every unit and the total, of one unit, or of none */
  links: 'ALL' | number | 'NONE';
  differences: Difference[];
  /** of everybody it went to, for the place's own people; else of the reader's organisation alone */
  receipts: Receipt[];
  /** the reader's organisation is among those it went to */
  isAddressed: boolean;
  may: { edit: boolean; sign: boolean; reply: boolean };
  /** the reader signs here, but drafted or changed it */
  isOwnDraft: boolean;
};

/** A bulletin by id, with what became of it; null outside what the actor may open. */
export function getBulletin(actor: Actor, id: string, now: Date): Promise<BulletinView | null> {
  return read(actor, async (tx) => {
    const row = await findBulletin(tx, actor, id);
    if (!row) return null;
    const content = await contentOf(tx, row);
    const over = isOver(actor, row);
    const people = await namesOf(tx, [row.draftedById, row.issuedById]);
    const nameOf = (userId: string | null) => (userId && people.get(userId)?.name) || null;
    const isDrafter = can(actor, 'bulletin.draft') && row.organisationId === actor.organisation.id;
    const signs = over && can(actor, 'bulletin.issue') && row.status === 'IN_REVIEW';
    const wrote = [row.draftedById, row.editedById].includes(actor.userId);
    const receipts = await receiptsOf(tx, id, over ? null : actor.organisation.id);
    const isAddressed = receipts.some(({ organisationId }) => organisationId === actor.organisation.id);
    return {
      ...{ id, revision: row.revision, status: row.status, content, computedAt: row.computedAt, receipts, isAddressed },
      ...{ draftedBy: nameOf(row.draftedById), issuedBy: nameOf(row.issuedById), returnRemark: row.returnRemark },
      links: over ? 'ALL' : actor.scope.kind === 'REGION' ? actor.scope.regionId : 'NONE',
      differences: over ? await differencesOf(tx, actor, content, dayOf(now)) : [],
      may: {
        edit: isDrafter && over && row.status === 'DRAFT',
        sign: signs && !wrote,
        reply: isAddressed && row.status === 'ISSUED' && can(actor, 'bulletin.reply'),
      },
      isOwnDraft: signs && wrote,
    };
  });
}

type Found = Prisma.BulletinGetPayload<{ include: { units: true; cases: true } }>;

async function findBulletin(tx: Tx, actor: Actor, id: string): Promise<Found | null> {
  if (!UUID.test(id)) return null;
  return tx.bulletin.findFirst({
    where: { AND: [{ id }, bulletinsVisibleTo(actor)] },
    include: { units: { orderBy: [{ rank: 'asc' }, { regionId: 'asc' }] }, cases: { orderBy: { reference: 'asc' } } },
  });
}

/** 发文字号 of an issued one. */
export function numberOf({ documentWord, year, sequence }: Bulletin): string | null {
  return year === null || sequence === null ? null : bulletinNumber(documentWord, year, sequence);
}

async function contentOf(tx: Tx, row: Found): Promise<BulletinContent> {
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: row.programmeId } });
  const organisations = await organisationNamesOf(tx, [row.organisationId]);
  return {
    ...{ number: numberOf(row), title: row.title, unitLevel: row.unitLevel, toleranceBps: row.toleranceBps },
    issuer: organisations.get(row.organisationId) as Label,
    place: await placeOf(tx, row.regionId),
    programme: { id: programme.id, name: programme.name as Label },
    period: periodOfRow(row),
    asOf: toDay(row.asOf),
    issuedOn: row.issuedAt && dayOf(row.issuedAt),
    replyDueOn: toDay(row.replyDueOn),
    units: row.units.map(unitOfRow),
    emptyUnits: row.emptyUnits,
    // the check of the database keeps it to the list
    targetMeasure: row.targetMeasure as TargetMeasure | null,
    overview: textOfRow(row.overview),
    demands: textOfRow(row.demands),
    cases: row.cases.map(({ bulletinId: _, ...one }) => one),
  };
}

/** What is read for a day may change after it; the bulletin stays as it is, and says where it would differ. */
async function differencesOf(tx: Tx, actor: Actor, content: BulletinContent, today: Day): Promise<Difference[]> {
  const { place, unitLevel, programme, period, asOf } = content;
  const now = await computeBulletin(tx, actor, { place, unitLevel, programmeId: programme.id, period, asOf, today });
  const names = new Map([...now.units, ...content.units].map(({ regionId, name }) => [regionId, name]));
  return [...names].flatMap(([regionId, unit]) => {
    const stood = content.units.find((one) => one.regionId === regionId);
    const known = now.units.find((one) => one.regionId === regionId);
    const pairs = [
      ...BULLETIN_COLUMN_NAMES.map((column) => ({ column, stood: stood?.[column] ?? 0n, now: known?.[column] ?? 0n })),
      {
        column: 'reached' as const,
        stood: stood?.target?.reached ?? 0n,
        // another target in its place is no other figure
        now: stood?.target ? (known?.target?.reached ?? stood.target.reached) : 0n,
      },
    ];
    return pairs.filter((pair) => pair.stood !== pair.now).map((pair) => ({ unit, ...pair }));
  });
}

async function receiptsOf(tx: Tx, bulletinId: string, organisationId: string | null): Promise<Receipt[]> {
  const where = { bulletinId, ...(organisationId ? { organisationId } : {}) };
  const rows = await tx.bulletinRecipient.findMany({
    where,
    orderBy: [{ mustReply: 'desc' }, { organisationId: 'asc' }],
  });
  const replies = await tx.bulletinReply.findMany({ where, orderBy: { id: 'asc' } });
  const people = await namesOf(tx, [...rows.map((row) => row.readById), ...replies.map((row) => row.writtenById)]);
  const names = await organisationNamesOf(
    tx,
    rows.map((row) => row.organisationId),
  );
  return rows.map((row) => ({
    organisationId: row.organisationId,
    organisation: names.get(row.organisationId) as Label,
    mustReply: row.mustReply,
    readAt: row.readAt,
    readBy: (row.readById && people.get(row.readById)?.name) || null,
    replies: replies
      .filter((reply) => reply.organisationId === row.organisationId)
      .map(({ id, measures, dueOn, writtenById, writtenAt }) => ({
        ...{ id, measures, writtenAt, dueOn: toDay(dueOn) },
        by: people.get(writtenById)?.name ?? null,
      })),
  }));
}
