import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { type ScreenPhase, screenPhase } from '@/domain/screen';
import { namesOf } from '@/features/cases/people';
import { openPlace } from '@/features/figures/place-queries';
import { read } from '@/server/command';

export type ScreenRow = {
  id: string;
  name: string;
  place: string;
  maker: Label | null;
  madeAt: Date;
  expiresAt: Date;
  lastSeenAt: Date | null;
  phase: ScreenPhase;
};
export type Screens = {
  rows: ScreenRow[];
  /** what a new one can show */
  places: { id: number; name: string }[];
  programmes: { id: string; name: Label }[];
};

const MAX_SHOWN = 100;

/** The screens of the actor's office, newest first, and what a new one can show. Null for who makes none. */
export function listScreens(actor: Actor, now: Date): Promise<Screens | null> {
  if (!can(actor, 'screen.make')) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const place = await openPlace(tx, actor, {});
    if (!place) return null;
    const rows = await tx.screen.findMany({
      where: { organisationId: actor.organisation.id },
      orderBy: { id: 'desc' },
      take: MAX_SHOWN,
    });
    const regionIds = [...new Set(rows.map((row) => row.regionId))];
    const regions = await tx.regionVersion.findMany({
      where: { regionId: { in: regionIds }, validTo: null },
      select: { regionId: true, name: true },
    });
    const people = await namesOf(
      tx,
      rows.map((row) => row.madeById),
    );
    return {
      rows: rows.map(({ id, name, regionId, madeById, madeAt, expiresAt, lastSeenAt, revokedAt }) => ({
        id,
        name,
        place: regions.find((row) => row.regionId === regionId)?.name ?? '--',
        maker: people.get(madeById)?.name ?? null,
        madeAt,
        expiresAt,
        lastSeenAt,
        phase: screenPhase({ expiresAt, revokedAt }, now),
      })),
      places: [place, ...place.children].map(({ id, name }) => ({ id, name })),
      programmes: place.programmes.map(({ id, name }) => ({ id, name })),
    };
  });
}
