import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { demand } from './demand';

/** Who decides up to how much, as the dated rows say; ended rows last. */
export async function listAuthority(tx: Tx, actor: Actor) {
  demand(actor, 'programme.read');
  const rows = await tx.authorityLimit.findMany({ orderBy: [{ validTo: 'desc' }, { upToFen: 'asc' }] });
  const organisations = await tx.organisation.findMany({
    where: { id: { in: rows.map((row) => row.organisationId) } },
    select: { id: true, name: true },
  });
  const programmes = await tx.programme.findMany({ select: { id: true, code: true, name: true } });
  const nameOf = new Map([...organisations, ...programmes].map((row) => [row.id, row.name as Label]));
  return rows
    .map((row) => ({
      id: row.id,
      organisationId: row.organisationId,
      programmeId: row.programmeId,
      organisation: nameOf.get(row.organisationId) ?? { zh: '', en: '' },
      programme: nameOf.get(row.programmeId) ?? { zh: '', en: '' },
      role: row.role,
      applicantKind: row.applicantKind,
      upToFen: row.upToFen,
      approvals: row.approvals,
      validFrom: toDay(row.validFrom),
      validTo: toDay(row.validTo),
      documentNumber: row.documentNumber,
    }))
    .sort((left, right) => left.organisation.zh.localeCompare(right.organisation.zh, 'zh-CN'));
}
