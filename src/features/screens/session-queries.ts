import 'server-only';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { type ScreenPhase, screenPhase } from '@/domain/screen';
import { canonicalHash } from '@/server/crypto';
import { asSystem } from '@/server/row-scope';
import { loadActor } from '@/server/session';

/** A wall that is signed in by its key: what it shows, and with whose eyes. */
export type OpenScreen = { id: string; name: string; regionId: number; programmeIds: string[]; actor: Actor };
/** Why a wall stays dark. MAKER: whoever made it left or may not make one any more. */
export type Dark = { dark: Exclude<ScreenPhase, 'LIVE'> | 'UNKNOWN' | 'MAKER' };

// The row is touched at most this often, so that showing figures stays a read.
const TOUCH_EVERY_MS = 5 * 60_000;

/**
 * Asks the database at this moment what a key opens: revoked, over, or made by somebody who may not any more counts from
 * the next refresh on. Like the check of a session it reads without an actor, for it finds out with whose eyes to read.
 * The actor is for figures alone and never leaves the page of the screen.
 */
export async function openScreen(key: string, now: Date): Promise<OpenScreen | Dark> {
  const row = await asSystem('who is asking', (tx) =>
    tx.screen.findUnique({ where: { keyHash: canonicalHash({ key }) } }),
  );
  if (!row) return { dark: 'UNKNOWN' };
  const phase = screenPhase(row, now);
  if (phase !== 'LIVE') return { dark: phase };
  const actor = await asSystem('who is asking', (tx) => loadActor(tx, row.madeById, row.id));
  const mayStill =
    actor?.organisation.id === row.organisationId && can(actor, 'screen.make') && can(actor, 'figure.read');
  if (!actor || !mayStill) return { dark: 'MAKER' };
  if (!row.lastSeenAt || now.getTime() - row.lastSeenAt.getTime() > TOUCH_EVERY_MS)
    await asSystem('who is asking', (tx) =>
      tx.screen.updateMany({ where: { id: row.id, revokedAt: null }, data: { lastSeenAt: now } }),
    );
  const { id, name, regionId, programmeIds } = row;
  return { id, name, regionId, programmeIds, actor };
}
