import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { can } from '@/domain/permissions';
import type { PolicyKind } from '@/domain/policy';
import { refuse } from '@/domain/refusal';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { regionNames } from './queries';

/** Dated rows by matter, place and programme, the latest first; of one matter where `kind` says so. */
export async function listPolicyValues(tx: Tx, actor: Actor, { kind }: { kind?: PolicyKind } = {}) {
  if (!can(actor, 'programme.read')) refuse('NOT_PERMITTED');
  const rows = await tx.policyValue.findMany({
    where: kind ? { kind } : {},
    orderBy: [{ kind: 'asc' }, { regionId: 'asc' }, { programmeId: 'asc' }, { validFrom: 'desc' }],
  });
  const places = await regionNames(
    tx,
    rows.map((row) => row.regionId),
  );
  const programmes = await tx.programme.findMany({ select: { id: true, code: true, name: true } });
  return rows.map((row) => {
    const programme = programmes.find((entry) => entry.id === row.programmeId);
    return {
      id: row.id,
      kind: row.kind,
      place: places.get(row.regionId) ?? '',
      programme: programme ? { code: programme.code, name: programme.name as Label } : null,
      value: row.value,
      validFrom: toDay(row.validFrom),
      validTo: toDay(row.validTo),
      documentNumber: row.documentNumber,
      url: row.url,
    };
  });
}
export type PolicyView = Awaited<ReturnType<typeof listPolicyValues>>[number];
