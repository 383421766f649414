import 'server-only';
import { notFound } from 'next/navigation';
import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';
import { type DefinitionView, findDefinition } from './queries';

/** The actor of a page that needs a right; for whoever has it not the page does not exist. */
export async function requireRight(permission: Permission): Promise<Actor> {
  const actor = await requireActor();
  if (!can(actor, permission)) notFound();
  return actor;
}

/** A version that this actor may read, or no page. */
export async function requireDefinition(actor: Actor, id: string): Promise<DefinitionView> {
  const definition = await read(actor, (tx) => findDefinition(tx, actor, id, currentTime()));
  if (!definition) notFound();
  return definition;
}

/** A draft that may be edited; what was reviewed or published is no page to edit. */
export async function requireDraft(actor: Actor, id: string): Promise<DefinitionView> {
  const definition = await requireDefinition(actor, id);
  if (definition.state !== 'DRAFT') notFound();
  return definition;
}
