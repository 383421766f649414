import 'server-only';
import { notFound } from 'next/navigation';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { removeControls } from '@/lib/text';
import { requireActor } from '@/server/auth';
import { SECTIONS, type SectionName } from './sections';

/** The actor of an administration page; for whoever may not open it the page does not exist. */
export async function requireSection(name: SectionName): Promise<Actor> {
  const actor = await requireActor();
  if (!can(actor, SECTIONS[name])) notFound();
  return actor;
}

/** One value of the address, or undefined. */
export function single(value: string | string[] | undefined): string | undefined {
  return (typeof value === 'string' && removeControls(value)) || undefined;
}

export type PageQuery = Promise<Record<string, string | string[] | undefined>>;
