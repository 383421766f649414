import type { Actor } from '@/domain/actor';
import { type Context, contextOf, type Result } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';

/** The demo person of this name as an actor, without a browser session. */
export function actorFor(username: string): Promise<Actor> {
  return actorNamed(db(), username);
}

/** Noon in Shanghai of a calendar day. */
export function noon(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`);
}

/** A command context for a demo person at noon of a day. */
export async function at(username: string, day: string): Promise<Context> {
  return contextOf(await actorNamed(db(), username, day), noon(day));
}

/** The value of a result that must be good. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}

/** The code of a result that must be refused. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('it was not refused');
  return result.refusal.code;
}

/** The stable id of a region by its code. */
export async function regionId(code: string): Promise<number> {
  const row = await db().regionVersion.findFirstOrThrow({ where: { code, validTo: null }, select: { regionId: true } });
  return row.regionId;
}
