import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import {
  checkRecompute,
  checkSubsidyPayment,
  checkSubsidyReview,
  isSubsidyPayer,
  pastQuarters,
  type Quarter,
  quarterOf,
  type SubsidyLine,
  type SubsidyStatus,
} from '@/domain/subsidy';
import { namesOf } from '@/features/cases/people';
import type { Prisma } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { visibleTo } from '@/server/scope';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Past quarters that a form offers: a year is back-dated at most, and a second for what was forgotten. */
const QUARTERS_OFFERED = 8;

export type SubsidyView = {
  id: string;
  case: { id: string; reference: string; title: string };
  programme: Label;
  basis: number;
  quarter: Day;
  amountFen: Fen;
  lines: SubsidyLine[];
  status: SubsidyStatus;
  computedBy: Label | null;
  computedAt: Date;
  reviewedBy: Label | null;
  reviewedAt: Date | null;
  paidOn: Day | null;
  paidBy: Label | null;
  /** why it was refused, or the voucher by which it was paid */
  remark: string | null;
  offer: 'review' | 'pay' | 'compute' | null;
  /** this person holds the next step and took an earlier one */
  isYours: boolean;
};

/** The subsidy of a case for a quarter with the stretches behind its amount; null outside the actor's scope. */
export function getSubsidy(actor: Actor, id: string): Promise<SubsidyView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id) || !can(actor, 'subsidy.read')) return null;
    const row = await tx.subsidy.findFirst({
      where: { id, caseRecord: visibleTo(actor) },
      include: {
        caseRecord: {
          select: {
            id: true,
            reference: true,
            title: true,
            programmeDefinition: { select: { body: true, programme: { select: { name: true } } } },
          },
        },
      },
    });
    if (!row) return null;
    const { programmeDefinition, ...caseRecord } = row.caseRecord;
    const people = await namesOf(tx, [row.computedById, row.reviewedById, row.paidById]);
    const nameOf = (userId: string | null) => people.get(userId ?? '')?.name ?? null;
    return {
      id: row.id,
      case: caseRecord,
      programme: programmeDefinition.programme.name as Label,
      basis: parseProgrammeBody(programmeDefinition.body).dayCountBasis,
      quarter: toDay(row.periodOn),
      amountFen: row.amountFen,
      lines: linesOf(row.lines),
      status: row.status,
      computedBy: nameOf(row.computedById),
      computedAt: row.computedAt,
      reviewedBy: nameOf(row.reviewedById),
      reviewedAt: row.reviewedAt,
      paidOn: toDay(row.paidOn),
      paidBy: nameOf(row.paidById),
      remark: row.remark,
      ...offerOf(actor, row),
    };
  });
}

function linesOf(stored: Prisma.JsonValue): SubsidyLine[] {
  return (stored as (Omit<SubsidyLine, 'balanceFen' | 'amountFen'> & { balanceFen: string; amountFen: string })[]).map(
    (row) => ({ ...row, balanceFen: BigInt(row.balanceFen), amountFen: BigInt(row.amountFen) }),
  );
}

type Steps = { status: SubsidyStatus; computedById: string; reviewedById: string | null };

function offerOf(actor: Actor, row: Steps): Pick<SubsidyView, 'offer' | 'isYours'> {
  if (can(actor, 'subsidy.compute')) return { offer: checkRecompute(row.status) ? null : 'compute', isYours: false };
  const step = row.status === 'COMPUTED' ? 'review' : row.status === 'REVIEWED' ? 'pay' : null;
  if (!step || !isSubsidyPayer(actor) || !can(actor, `subsidy.${step}`)) return { offer: null, isYours: false };
  const refusal = (step === 'review' ? checkSubsidyReview : checkSubsidyPayment)(row, actor.userId);
  return refusal ? { offer: null, isYours: refusal.code === 'SAME_PERSON' } : { offer: step, isYours: false };
}

/** The quarters that this person may compute now for the own county, the latest first; none where it is not their work. */
export function computableQuarters(actor: Actor, now: Date): Quarter[] {
  const { level } = actor.organisation;
  return can(actor, 'subsidy.compute') && level === 'COUNTY' ? pastQuarters(dayOf(now), QUARTERS_OFFERED) : [];
}

export type CaseSubsidies = {
  /** the part of the balance that is subsidised */
  maximumFen: Fen;
  rows: { id: string; quarter: Day; to: Day; amountFen: Fen; status: SubsidyStatus; paidOn: Day | null }[];
  /** since money was paid, and not agreed to yet; empty where this person computes none */
  quarters: Quarter[];
};

/** The subsidies of a case of the actor's scope, the latest first; null where its definition gives none. */
export function getCaseSubsidies(actor: Actor, caseId: string, now: Date): Promise<CaseSubsidies | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'subsidy.read')) return null;
    const row = await tx.caseRecord.findFirst({
      where: { AND: [{ id: caseId }, visibleTo(actor)] },
      select: {
        payments: { where: { status: 'RELEASED' }, orderBy: { releasedOn: 'asc' }, take: 1 },
        programmeDefinition: { select: { body: true } },
        subsidies: { orderBy: { periodOn: 'desc' } },
      },
    });
    const maximumFen = row && parseProgrammeBody(row.programmeDefinition.body).subsidyMaximumFen;
    if (!row || !maximumFen) return null;
    const firstPaidOn = toDay(row.payments[0]?.releasedOn ?? null);
    return {
      maximumFen,
      rows: row.subsidies.map(({ id, periodOn, amountFen, status, paidOn }) => ({
        id,
        quarter: toDay(periodOn),
        to: quarterOf(toDay(periodOn)).to,
        amountFen,
        status,
        paidOn: toDay(paidOn),
      })),
      quarters: computableQuarters(actor, now).filter(({ from, to }) => {
        const known = row.subsidies.find(({ periodOn }) => toDay(periodOn) === from);
        return firstPaidOn !== null && firstPaidOn <= to && !(known && checkRecompute(known.status));
      }),
    };
  });
}
