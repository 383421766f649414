import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';

/** The parts of administration with the permission that opens each. The three administrators share none (三员). */
export const SECTIONS = {
  users: 'user.manage',
  organisations: 'organisation.manage',
  regions: 'organisation.manage',
  authority: 'authority.manage',
  calendar: 'calendar.manage',
  'sign-in-rules': 'user.manage',
  looks: 'look.allow',
  retention: 'retention.read',
  events: 'audit.read',
  seals: 'audit.read',
  tokens: 'token.manage',
} as const satisfies Record<string, Permission>;

export type SectionName = keyof typeof SECTIONS;

/** The parts this actor may open, in the order of the menu. */
export function sectionsFor(actor: Pick<Actor, 'roles'>): SectionName[] {
  return (Object.keys(SECTIONS) as SectionName[]).filter((name) => can(actor, SECTIONS[name]));
}
