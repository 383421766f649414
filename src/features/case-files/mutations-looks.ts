import 'server-only';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';

/** What was opened: papers hold personal data in full, so that opening one is a look at them. */
export type Look = { what: 'DOCUMENT' | 'SCAN' | 'GENERATED'; id: string; isCopy: boolean };

async function caseOf(tx: Tx, { what, id }: Look): Promise<string | null> {
  switch (what) {
    case 'DOCUMENT':
      return (await tx.document.findUnique({ where: { id }, select: { caseId: true } }))?.caseId ?? null;
    case 'GENERATED':
      return (await tx.generatedDocument.findUnique({ where: { id }, select: { caseId: true } }))?.caseId ?? null;
    case 'SCAN': // of a paper that is no case yet
      return null;
  }
}

/**
 * Records that somebody opened a file, before its bytes go out; who may open it was asked already. In the scope of the
 * case that the file belongs to, else of the person's own office. Refuses NOT_FOUND outside the actor's scope.
 */
export function recordLook(ctx: Context, look: Look): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    const { actor } = ctx;
    const caseId = await caseOf(tx, look);
    const caseRecord =
      caseId === null ? null : await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) } });
    // of a decision session, and a scan of a paper that is no case yet, there is no case to be in sight
    if (caseRecord === null && (caseId !== null || look.what === 'DOCUMENT')) refuse('NOT_FOUND');
    const own = actor.scope.kind === 'REGION' ? { [actor.scope.column]: actor.scope.regionId } : {};
    await recordEvent(tx, ctx, {
      kind: 'file.opened',
      subjectId: look.id,
      payload: { what: look.what, copy: look.isCopy },
      ...(caseId === null ? {} : { caseId }),
      scope: caseRecord ? scopeOf(caseRecord) : own,
    });
    return {};
  });
}

type Scoped = {
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
  financierId: string;
  provincialBranchId: string | null;
  countyBranchId: string | null;
  programmeId: string;
};

const scopeOf = ({ provinceId, cityId, countyId, townshipId, villageId, ...rest }: Scoped) => ({
  provinceId,
  cityId,
  countyId,
  townshipId,
  villageId,
  financierId: rest.financierId,
  provincialBranchId: rest.provincialBranchId,
  countyBranchId: rest.countyBranchId,
  programmeId: rest.programmeId,
});
