import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { parseProgrammeBody } from '@/domain/programme';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { demand } from './demand';

/** Every dated definition of every programme, newest first within a province. */
export async function listDefinitions(tx: Tx, actor: Actor) {
  demand(actor, 'programme.read');
  const rows = await tx.programmeDefinition.findMany({
    include: { programme: true },
    orderBy: [{ programme: { code: 'asc' } }, { provinceId: 'asc' }, { version: 'desc' }],
  });
  const provinces = await regionNames(
    tx,
    rows.map((row) => row.provinceId),
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.programme.code,
    name: row.programme.name as Label,
    province: provinces.get(row.provinceId) ?? '',
    version: row.version,
    status: row.status,
    effectiveFrom: toDay(row.effectiveFrom),
    effectiveTo: toDay(row.effectiveTo),
    documentNumber: row.documentNumber,
  }));
}

/** One definition with all it says; null for an id that does not exist. */
export async function findDefinition(tx: Tx, actor: Actor, id: string) {
  demand(actor, 'programme.read');
  if (!UUID.test(id)) return null;
  const row = await tx.programmeDefinition.findUnique({ where: { id }, include: { programme: true } });
  if (!row) return null;
  const provinces = await regionNames(tx, [row.provinceId]);
  return {
    id: row.id,
    code: row.programme.code,
    province: provinces.get(row.provinceId) ?? '',
    version: row.version,
    status: row.status,
    effectiveFrom: toDay(row.effectiveFrom),
    effectiveTo: toDay(row.effectiveTo),
    documentNumber: row.documentNumber,
    body: parseProgrammeBody(row.body),
  };
}

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

async function regionNames(tx: Tx, ids: number[]): Promise<Map<number, string>> {
  const rows = await tx.regionVersion.findMany({
    where: { regionId: { in: ids }, validTo: null },
    select: { regionId: true, name: true },
  });
  return new Map(rows.map((row) => [row.regionId, row.name]));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
