import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { type Period, unitLevelsOf } from '@/domain/bulletin';
import { type Day, dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { organisationNamesOf } from '@/features/cases/people';
import { listTargetProgrammes } from '@/features/targets/queries';
import type { BulletinStatus } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { type GoodCase, listGoodCases } from './case-queries';
import { bulletinsVisibleTo, isOver, placeOf } from './place';
import { periodOfRow } from './stored';
import { type BulletinView, getBulletin, numberOf } from './view-queries';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE_SIZE = 30;

export type BulletinRow = {
  id: string;
  number: string | null;
  title: string;
  issuer: Label;
  status: BulletinStatus;
  period: Period;
  asOf: Day;
  issuedOn: Day | null;
  /** for the place's own people: of those it went to and of those who must answer, how many did */
  receipts: { sent: number; read: number; asked: number; answered: number } | null;
  /** for an addressed organisation: whether it opened it, and whether it still owes an answer */
  own: { read: boolean; owes: boolean } | null;
};
export type BulletinList = { rows: BulletinRow[]; next: string | null; mayDraft: boolean };

/** Whether somebody drafts bulletins of their own place: it has units that answer to it. */
export function mayDraftBulletins(actor: Actor): boolean {
  const { scope, organisation } = actor;
  const hasPlace = scope.kind === 'REGION' || scope.kind === 'NATION';
  return can(actor, 'bulletin.draft') && hasPlace && unitLevelsOf(organisation.level).length > 0;
}

/** One page of the bulletins that the actor may open, the latest first; `after` is the id of the last of the page before. */
export function listBulletins(actor: Actor, after: string | null): Promise<BulletinList> {
  return read(actor, async (tx) => {
    const before = after !== null && UUID.test(after) ? { id: { lt: after } } : {};
    const found = await tx.bulletin.findMany({
      where: { AND: [bulletinsVisibleTo(actor), before] },
      include: { recipients: true, replies: { select: { organisationId: true } } },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    });
    const page = found.slice(0, PAGE_SIZE);
    const issuers = await organisationNamesOf(
      tx,
      page.map((row) => row.organisationId),
    );
    const rows = page.map((row): BulletinRow => {
      const { recipients, replies } = row;
      const answered = (organisationId: string) => replies.some((reply) => reply.organisationId === organisationId);
      const own = recipients.find(({ organisationId }) => organisationId === actor.organisation.id);
      const asked = recipients.filter(({ mustReply }) => mustReply);
      return {
        ...{ id: row.id, number: numberOf(row), title: row.title, status: row.status, asOf: toDay(row.asOf) },
        issuer: issuers.get(row.organisationId) as Label,
        period: periodOfRow(row),
        issuedOn: row.issuedAt && dayOf(row.issuedAt),
        receipts:
          isOver(actor, row) && row.status === 'ISSUED'
            ? {
                sent: recipients.length,
                read: recipients.filter(({ readAt }) => readAt !== null).length,
                asked: asked.length,
                answered: asked.filter(({ organisationId }) => answered(organisationId)).length,
              }
            : null,
        own: own ? { read: own.readAt !== null, owes: own.mustReply && !answered(own.organisationId) } : null,
      };
    });
    const next = found.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null;
    return { rows, next, mayDraft: mayDraftBulletins(actor) };
  });
}

export type NewBulletinForm = {
  place: string;
  programmes: { id: string; name: Label }[];
  unitLevels: readonly RegionLevel[];
};

/** What the form of a new bulletin offers; null for whoever drafts none. */
export async function getNewBulletin(actor: Actor): Promise<NewBulletinForm | null> {
  if (!mayDraftBulletins(actor)) return null;
  const place = await read(actor, (tx) => placeOf(tx, actor.organisation.regionId));
  return {
    place: place.name,
    programmes: await listTargetProgrammes(actor),
    unitLevels: unitLevelsOf(place.level),
  };
}

/** A draft with the cases it may pick from; null unless the actor may change it. */
export async function getBulletinForm(
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ view: BulletinView; offered: GoodCase[]; documentWord: string } | null> {
  const view = await getBulletin(actor, id, now);
  if (!view?.may.edit) return null;
  const { place, programme, cases } = view.content;
  return read(actor, async (tx) => {
    const offered = await listGoodCases(tx, actor, { place, programmeId: programme.id });
    const picked = cases.filter(({ caseId }) => !offered.some((one) => one.caseId === caseId));
    const { documentWord } = await tx.bulletin.findUniqueOrThrow({ where: { id }, select: { documentWord: true } });
    return { view, offered: [...picked, ...offered], documentWord };
  });
}
