import 'server-only';
import { requirementOf } from '@/domain/documents';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from '@/server/command';
import { cleanFileName, isPhoto, sniff } from '@/server/file-kind';
import { addJob } from '@/server/jobs';
import { storeWith } from '@/server/storage';
import { checkEntry } from './entry-queries';
import { lockOwn } from './mutations';

export type NewScan = { backEntryId: string; requirementCode: string; fileName: string; bytes: Uint8Array };

/**
 * Adds a scan of the paper file to an entry, by what the file is and not by its name. NOT_FOUND, NOT_PERMITTED,
 * STATUS_DOES_NOT_ALLOW, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_NOT_ALLOWED.
 */
export async function storeScan(ctx: Context, input: NewScan): Promise<Result<{ scanId: string }>> {
  const kind = await sniff(input.bytes);
  return storeWith(input.bytes, (stored) =>
    write(ctx, async (tx) => {
      const row = await lockOwn(tx, ctx, input.backEntryId);
      const { definition, applicantKind } = await checkEntry(tx, row, today(ctx));
      const requirement =
        definition && requirementOf({ definition: definition.body, applicantKind }, input.requirementCode);
      if (!requirement) refuse('NOT_FOUND');
      if (kind.kind !== 'ALLOWED') refuse('FILE_TYPE_NOT_ALLOWED', { kind: kind.kind });
      if (requirement.media === 'PHOTO' && !isPhoto(kind.mediaType)) refuse('FILE_TYPE_NOT_ALLOWED', { kind: 'PHOTO' });
      const file = await tx.storedFile.create({
        data: {
          ...stored,
          mediaType: kind.mediaType,
          originalName: cleanFileName(input.fileName, kind.mediaType),
          uploadedById: ctx.actor.userId,
          uploadedAt: ctx.now,
        },
      });
      const scan = await tx.backEntryScan.create({
        data: { backEntryId: row.id, requirementCode: requirement.code, fileId: file.id },
      });
      await addJob(tx, 'file.scan', { fileId: file.id });
      return { scanId: scan.id };
    }),
  );
}

/** Takes a scan off an entry that was not handed on yet. NOT_FOUND, NOT_PERMITTED, STATUS_DOES_NOT_ALLOW. */
export function removeScan(ctx: Context, input: { scanId: string }): Promise<Result<{ backEntryId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'back-entry.write')) refuse('NOT_PERMITTED');
    const scan = await tx.backEntryScan.findUnique({ where: { id: input.scanId } });
    if (!scan) refuse('NOT_FOUND');
    await lockOwn(tx, ctx, scan.backEntryId);
    await tx.backEntryScan.delete({ where: { id: scan.id } });
    return { backEntryId: scan.backEntryId };
  });
}
