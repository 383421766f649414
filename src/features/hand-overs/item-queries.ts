import 'server-only';
import type { Actor } from '@/domain/actor';
import { intakeHolder } from '@/domain/case-facts';
import {
  type CaseOfItem,
  checkSuccessor,
  type HandOverKind,
  type KeptReason,
  keepsCase,
  keepsInstruction,
  type Worker,
} from '@/domain/hand-over';
import type { RefusalValue } from '@/domain/refusal';
import type { Stage } from '@/domain/stage';
import type { Prisma } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';
import { visibleTo } from '@/server/scope';
import { type Found, findLeaver, findPerson, listSuccessors, type Person } from './people-queries';

/** One hand-over is one transaction: what is beyond this many cases goes in the next. */
export const MAX_CASES = 100;

export type OpenItem = {
  kind: HandOverKind;
  caseId: string | null;
  instructionId: string | null;
  /** of the case; an instruction on a figure has none */
  reference: string | null;
  title: string | null;
  stage: Stage | null;
  facts: CaseOfItem | null;
  issuedById: string | null;
};

const CASE = {
  include: {
    assignments: { where: { endedAt: null }, select: { part: true, userId: true } },
    duties: { select: { userId: true, duty: true } },
    conflicts: { select: { userId: true } },
  },
} as const satisfies Prisma.CaseRecordDefaultArgs;
type StoredCase = Prisma.CaseRecordGetPayload<typeof CASE>;

const factsOf = (row: StoredCase): CaseOfItem => ({ ...row, conflicts: row.conflicts.map((entry) => entry.userId) });

/** What of a case is this person's: an investigation, a consultation they opened or took over, a supplement asked of them. */
function kindsOf(row: StoredCase, userId: string): Exclude<HandOverKind, 'INSTRUCTION'>[] {
  const opened = intakeHolder(row) === userId;
  return [
    ...(row.assignments.some((entry) => entry.userId === userId) ? (['INVESTIGATION'] as const) : []),
    ...(opened && row.stage === 'CONSULTATION' ? (['CONSULTATION'] as const) : []),
    ...(opened && row.stage !== 'CONSULTATION' && row.status === 'AWAITING_SUPPLEMENT'
      ? (['SUPPLEMENT'] as const)
      : []),
  ];
}

/** The open work of a person, within what that person sees; drafts are no work of others. `more`: cases beyond one go. */
export function openItemsOf(tx: Tx, leaver: Actor): Promise<OpenItems> {
  return crossing(tx, 'work of a colleague', () => itemsOf(tx, leaver));
}

type OpenItems = { items: OpenItem[]; more: boolean };

async function itemsOf(tx: Tx, leaver: Actor): Promise<OpenItems> {
  const { userId } = leaver;
  const intake = { OR: [{ takenOverById: userId }, { takenOverById: null, createdById: userId }] };
  const stored = await tx.caseRecord.findMany({
    where: {
      ...visibleTo(leaver),
      status: { not: 'CLOSED' },
      OR: [
        { assignments: { some: { userId, endedAt: null } } },
        { AND: [intake, { OR: [{ stage: 'CONSULTATION' }, { status: 'AWAITING_SUPPLEMENT' }] }] },
      ],
    },
    ...CASE,
    orderBy: { id: 'asc' },
    take: MAX_CASES + 1,
  });
  const instructions = await tx.instruction.findMany({
    where: { addresseeId: userId, status: 'OPEN' },
    include: { caseRecord: CASE },
    orderBy: { id: 'asc' },
    take: MAX_CASES,
  });
  const cases = stored.slice(0, MAX_CASES).flatMap((row) =>
    kindsOf(row, userId).map(
      (kind): OpenItem => ({
        kind,
        caseId: row.id,
        instructionId: null,
        reference: row.reference,
        title: row.title,
        stage: row.stage,
        facts: factsOf(row),
        issuedById: null,
      }),
    ),
  );
  const asked = instructions.map(
    (row): OpenItem => ({
      kind: 'INSTRUCTION',
      caseId: row.caseId,
      instructionId: row.id,
      reference: row.caseRecord?.reference ?? null,
      title: row.text,
      stage: null,
      facts: row.caseRecord ? factsOf(row.caseRecord) : null,
      issuedById: row.issuedById,
    }),
  );
  return { items: [...cases, ...asked], more: stored.length > MAX_CASES };
}

/** Why an item stays, or null when it goes. */
export function keptReasonOf(item: OpenItem, successor: Worker, makerId: string): KeptReason | null {
  if (item.kind === 'INSTRUCTION') return keepsInstruction(item.issuedById ?? '', item.facts, successor);
  if (!item.facts) throw new Error('an item of a case without its case');
  return keepsCase(item.kind, item.facts, successor, makerId);
}

export type PreviewItem = Pick<OpenItem, 'kind' | 'reference' | 'stage'> & {
  key: string;
  /** null for an administrator, who learns of no household */
  named: { caseId: string | null; title: string } | null;
  kept: KeptReason | null;
};
export type Preview = {
  leaver: Person;
  successors: Person[];
  successor: Person | null;
  /** against the chosen successor as a whole */
  refusal: RefusalValue | null;
  items: PreviewItem[];
  more: boolean;
};

/** What would go over and what would stay; null when the leaver is not within reach. */
export function previewHandOver(actor: Actor, fromId: string, toId: string | null): Promise<Preview | null> {
  return read(actor, async (tx) => {
    const leaver = await findLeaver(tx, actor, fromId);
    if (!leaver) return null;
    const successor = toId === null ? null : await findPerson(tx, toId);
    const { items, more } = await openItemsOf(tx, leaver.actor);
    const seesNames = !actor.roles.includes('SECURITY_ADMIN');
    return {
      leaver: leaver.person,
      successors: (await listSuccessors(tx, actor, leaver)).map((found: Found) => found.person),
      successor: successor?.person ?? null,
      refusal: successor ? checkSuccessor(actor, leaver.worker, successor.worker) : null,
      items: items.map((item, index) => ({
        key: `${item.kind}-${item.caseId ?? item.instructionId ?? index}-${item.instructionId ?? ''}`,
        kind: item.kind,
        reference: item.reference,
        stage: item.stage,
        named: seesNames ? { caseId: item.caseId, title: item.title ?? '' } : null,
        kept: successor ? keptReasonOf(item, successor.worker, actor.userId) : null,
      })),
      more,
    };
  });
}
