import 'server-only';
import type { Actor } from '@/domain/actor';
import { LIST_NAMES, type ListName } from '@/domain/lists';
import type { ExportStatus } from '@/generated/prisma/client';
import { read } from '@/server/command';

/** A finished file whose time is over is expired: derived, never stored. */
export type ExportState = ExportStatus | 'EXPIRED';
export type ExportRow = {
  id: string;
  list: ListName;
  state: ExportState;
  fileName: string;
  rowsDone: number;
  rowsTotal: number | null;
  requestedAt: Date;
  expiresAt: Date | null;
  downloads: number;
};

const SHOWN = 50;

/** This person's own exports, latest first. */
export function listExports(actor: Actor, now: Date): Promise<ExportRow[]> {
  return read(actor, async (tx) => {
    const rows = await tx.export.findMany({
      where: { requestedById: actor.userId, list: { in: LIST_NAMES } },
      orderBy: { id: 'desc' },
      take: SHOWN,
    });
    return rows.map((row) => ({
      ...row,
      list: row.list as ListName,
      state: row.status === 'READY' && row.expiresAt !== null && row.expiresAt <= now ? 'EXPIRED' : row.status,
    }));
  });
}
