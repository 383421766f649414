import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { type ReportChange, reportDifferences } from '@/domain/due-diligence-report';
import {
  amountHistory,
  contractHistory,
  editHistory,
  type HistoryValue,
  type RecordedEvent,
} from '@/domain/field-history';
import { maskAccount } from '@/domain/masking';
import { can } from '@/domain/permissions';
import { itemsFor } from '@/domain/scoring';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { contentOf, reportVersions } from '@/features/due-diligence/report-rows';
import type { Correction } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

/** What was changed: a field of its area, or two versions of a report that say something differently. */
export type HistoryChange =
  | {
      area: 'CORRECTION' | 'CONSULTATION' | 'AMOUNTS' | 'CONTRACT';
      field: string;
      before: HistoryValue;
      after: HistoryValue;
    }
  | { area: 'REPORT'; version: number; difference: ReportChange };

export type HistoryRow = {
  id: string;
  at: Date;
  who: Label | null;
  organisation: Label | null;
  change: HistoryChange;
  /** of a correction: why, and what the second person said */
  reason: string | null;
  settled: { status: Correction['status']; by: Label | null; at: Date | null } | null;
};

export type FieldHistory = { facts: CaseFacts; rows: HistoryRow[] };

const KINDS = [
  'case.opened',
  'case.edited',
  'case.recommended',
  'case.approved',
  'case.returned',
  'case.declined',
  'case.withdrawn',
  'case.lapsed',
  'contract.drafted',
  'contract.signed',
];

/**
 * Old and new of whatever was changed in a case, newest first: corrections, the edited consultation, the amounts as they
 * were agreed, versions of the report, redrafts of the contract. Account numbers are masked. Null outside the actor's scope.
 */
export function getFieldHistory(actor: Actor, caseId: string): Promise<FieldHistory | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    // the last first, which a sort by time keeps for what was recorded in the same moment
    const parts = [
      ...(await ofEvents(tx, actor, caseId)),
      ...(await ofCorrections(tx, caseId)),
      ...(await ofReports(tx, facts)),
    ].reverse();
    const people = await namesOf(
      tx,
      parts.flatMap((part) => [part.whoId, part.settled?.byId]),
    );
    const rows = parts.map(({ whoId, settled, ...part }) => ({
      ...part,
      who: people.get(whoId ?? '')?.name ?? null,
      organisation: people.get(whoId ?? '')?.organisation ?? null,
      settled: settled && { ...settled, by: people.get(settled.byId ?? '')?.name ?? null },
    }));
    return { facts, rows: rows.sort((a, b) => b.at.getTime() - a.at.getTime()) };
  });
}

type Part = Pick<HistoryRow, 'id' | 'at' | 'change' | 'reason'> & {
  whoId: string | null;
  settled: { status: Correction['status']; byId: string | null; at: Date | null } | null;
};

async function ofEvents(tx: Tx, actor: Actor, caseId: string): Promise<Part[]> {
  const events = await tx.event.findMany({
    where: { caseId, kind: { in: KINDS }, ...visibleTo(actor) },
    orderBy: { id: 'asc' },
    select: { id: true, kind: true, payload: true, actorId: true, recordedAt: true },
  });
  const recorded = events as unknown as RecordedEvent[];
  const found = [
    ...amountHistory(recorded).map((entry) => ({ ...entry, area: 'AMOUNTS' as const })),
    ...contractHistory(recorded).map((entry) => ({ ...entry, area: 'CONTRACT' as const })),
    ...recorded.flatMap((event) =>
      editHistory(event).map((change) => ({ eventId: event.id, change, area: 'CONSULTATION' as const })),
    ),
  ];
  const byId = new Map(events.map((event) => [event.id, event]));
  return found.flatMap(({ eventId, area, change }) => {
    const event = byId.get(eventId);
    if (!event) return [];
    return {
      id: `${eventId}-${area}-${change.field}-${change.after.as}`,
      at: event.recordedAt,
      whoId: event.actorId,
      change: { area, ...change },
      reason: null,
      settled: null,
    };
  });
}

async function ofCorrections(tx: Tx, caseId: string): Promise<Part[]> {
  const rows = await tx.correction.findMany({ where: { caseId } });
  return rows.map((row) => ({
    id: row.id,
    at: row.requestedAt,
    whoId: row.requestedById,
    change: {
      area: 'CORRECTION',
      field: row.field,
      before: correctedValue(row.field, decrypt(row.oldValueCipher)),
      after: correctedValue(row.field, decrypt(row.newValueCipher)),
    },
    reason: row.reason,
    settled: { status: row.status, byId: row.settledById, at: row.settledAt },
  }));
}

function correctedValue(field: Correction['field'], value: string): HistoryValue {
  if (value === '') return { as: 'NONE' };
  if (field === 'REQUESTED_AMOUNT') return { as: 'AMOUNT', fen: BigInt(value) };
  return { as: 'TEXT', text: field === 'PAYEE_ACCOUNT' ? maskAccount(value) : value };
}

async function ofReports(tx: Tx, facts: CaseFacts): Promise<Part[]> {
  const versions = (await reportVersions(tx, facts.id)).reverse();
  const items = itemsFor(facts.definition, facts.applicantKind);
  return versions.slice(1).flatMap((report, index) => {
    const before = versions[index];
    if (!before) return [];
    return reportDifferences(items, contentOf(before), contentOf(report)).map((difference) => ({
      id: `${report.id}-${difference.field === 'ITEM' ? difference.item.code : difference.field}`,
      at: report.updatedAt,
      whoId: report.authorId,
      change: { area: 'REPORT' as const, version: report.version, difference },
      reason: null,
      settled: null,
    }));
  });
}
