import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { translatorFor } from '@/i18n/translator';
import type { Tx } from '@/server/db';

/** What every part of a document's data is taken from: read once. */
export type CaseSource = Awaited<ReturnType<typeof readCaseSource>>;

/** An official document is in Chinese, whoever makes it. */
export const zh = (label: Label | null | undefined): string | null => label?.zh ?? null;
export const words = () => translatorFor('zh-CN');

/** A case that was found already, with what its documents speak of. */
export async function readCaseSource(tx: Tx, actor: Actor, facts: CaseFacts) {
  const row = await tx.caseRecord.findUniqueOrThrow({
    where: { id: facts.id },
    include: {
      programmeDefinition: { select: { documentNumber: true, programme: { select: { name: true } } } },
      project: true,
      supplements: { where: { answeredAt: null }, orderBy: { id: 'desc' } },
      reports: { where: { status: { not: 'VOID' } }, orderBy: { version: 'desc' } },
      contracts: { orderBy: { id: 'desc' } },
      tranches: { orderBy: { sequence: 'asc' } },
      followUpReports: { where: { physicalBps: { not: null } }, orderBy: { periodOn: 'desc' }, take: 1 },
      linkages: {
        where: { endedAt: null },
        orderBy: { id: 'desc' },
        include: { households: { orderBy: { id: 'asc' } } },
      },
    },
  });
  return { tx, actor, facts, row };
}
