import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { can, PERMISSIONS } from '@/domain/permissions';
import { checkNoticeOffer, normaliseReceipt, noticeDays } from '@/domain/public-notice';
import type { RefusalValue } from '@/domain/refusal';
import { namesOf, regionNamesOf } from '@/features/cases/people';
import { type PersonOfCase, peopleWhoSee } from '@/features/cases/people-queries';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Prisma } from '@/server/db';
import { asSystem } from '@/server/row-scope';
import { type NoticeContent, noticeContentSchema } from './content';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type NoticeState = 'COMING' | 'RUNNING' | 'PAST' | 'WITHDRAWN';

export type NoticeView = {
  id: string;
  state: NoticeState;
  content: NoticeContent;
  places: string;
  complaintLine: string;
  fromOn: Day;
  toOn: Day;
  minimumDays: number;
  documentNumber: string;
  withdrawReason: string | null;
};

type Stored = Prisma.PublicNoticeGetPayload<object>;

function toView(row: Stored, today: Day): NoticeView {
  const [fromOn, toOn] = [toDay(row.fromOn), toDay(row.toOn)];
  const running = today < fromOn ? 'COMING' : today <= toOn ? 'RUNNING' : 'PAST';
  return {
    id: row.id,
    state: row.status === 'WITHDRAWN' ? 'WITHDRAWN' : running,
    content: noticeContentSchema.parse(row.content),
    places: row.places,
    complaintLine: row.complaintLine,
    fromOn,
    toOn,
    minimumDays: row.minimumDays,
    documentNumber: row.documentNumber,
    withdrawReason: row.withdrawReason,
  };
}

// ------------------------------------------------------------------ for those who handle the case

export type ObjectionView = {
  id: string;
  text: string;
  receivedAt: Date;
  isByForm: boolean;
  hasPerson: boolean;
  answererId: string | null;
  answerer: Label | null;
  answer: string | null;
  answeredAt: Date | null;
};

export type NoticeDesk = {
  facts: CaseFacts;
  title: string;
  /** the latest first */
  notices: NoticeView[];
  objections: ObjectionView[];
  /** null: a notice may be put up now */
  offer: RefusalValue | null;
  minimumDays: number | null;
  documentNumber: string | null;
  /** who may be named to answer, for whoever names them */
  people: PersonOfCase[];
};

/** The notices of a case with the objections to them; null outside the actor's scope. */
export function getNoticeDesk(actor: Actor, caseId: string, today: Day): Promise<NoticeDesk | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const notices = await tx.publicNotice.findMany({ where: { caseId }, orderBy: { sequence: 'desc' } });
    const objections = await tx.objection.findMany({ where: { caseId }, orderBy: { id: 'desc' } });
    const { title } = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId }, select: { title: true } });
    const names = await namesOf(
      tx,
      objections.map((row) => row.answererId),
    );
    const policy = noticeDays(facts, today);
    const assigns = can(actor, 'objection.assign') && objections.some((row) => row.status === 'OPEN');
    return {
      facts,
      title,
      notices: notices.map((row) => toView(row, today)),
      objections: objections.map((row) => ({
        ...row,
        isByForm: row.recordedById === null,
        hasPerson: row.personCipher !== null,
        answerer: names.get(row.answererId ?? '')?.name ?? null,
      })),
      offer: checkNoticeOffer(facts, today),
      minimumDays: policy && Number(policy.value),
      documentNumber: policy?.documentNumber ?? null,
      people: assigns ? await peopleWhoSee(tx, facts, { roles: PERMISSIONS['objection.answer'] }) : [],
    };
  });
}

// ------------------------------------------------------------------ for everybody, without a sign-in

const PAGE_SIZE = 20;

export type PublicList = {
  rows: NoticeView[];
  counties: { id: number; name: string }[];
  total: number;
  next: string | null;
};

/** Notices of a county, or of all, running or past, the latest first; `after` is the last id of the page before. */
export function listPublicNotices(
  filter: { countyId: number | null; past: boolean; after: string | null },
  today: Day,
): Promise<PublicList> {
  return asSystem('the public board', async (tx) => {
    const now = toDate(today);
    const where: Prisma.PublicNoticeWhereInput = {
      ...(filter.countyId === null ? {} : { countyId: filter.countyId }),
      ...(filter.past
        ? { OR: [{ status: 'WITHDRAWN' }, { toOn: { lt: now } }] }
        : { status: 'PUBLISHED', toOn: { gte: now } }),
    };
    const cursor = filter.after && UUID.test(filter.after) ? { id: { lt: filter.after } } : {};
    const stored = await tx.publicNotice.findMany({
      where: { AND: [where, cursor] },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    });
    const places = await tx.publicNotice.findMany({ distinct: ['countyId'], select: { countyId: true } });
    const names = await regionNamesOf(
      tx,
      places.map((row) => row.countyId),
    );
    const rows = stored.slice(0, PAGE_SIZE).map((row) => toView(row, today));
    return {
      rows,
      counties: [...names].map(([id, name]) => ({ id, name })).sort((left, right) => left.id - right.id),
      total: await tx.publicNotice.count({ where }),
      next: stored.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null,
    };
  });
}

/** One notice as the public reads it, and whether an objection is still taken; null for an id that is none. */
export function getPublicNotice(id: string, today: Day): Promise<(NoticeView & { takesObjections: boolean }) | null> {
  return asSystem('the public board', async (tx) => {
    if (!UUID.test(id)) return null;
    const row = await tx.publicNotice.findUnique({
      where: { id },
      include: { caseRecord: { select: { status: true } } },
    });
    if (!row) return null;
    const view = toView(row, today);
    return { ...view, takesObjections: view.state !== 'WITHDRAWN' && row.caseRecord.status !== 'CLOSED' };
  });
}

export type ObjectionReceipt = {
  noticeId: string;
  reference: string;
  receivedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
};

/** What became of an objection, for whoever has its receipt: the answer and no word of who objected; null for none. */
export function findObjection(typed: string): Promise<ObjectionReceipt | null> {
  return asSystem('the public board', async (tx) => {
    const row = await tx.objection.findUnique({
      where: { receipt: normaliseReceipt(typed) },
      include: { notice: { select: { id: true, content: true } } },
    });
    if (!row) return null;
    const { reference } = noticeContentSchema.parse(row.notice.content);
    const { receivedAt, answer, answeredAt } = row;
    return { noticeId: row.notice.id, reference, receivedAt, answer, answeredAt };
  });
}
