import type { Label } from '@/domain/actor';
import { type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_TEXTS } from '../../../prisma/seed/programme-texts';

/** The published texts of programmes, with which a portal begins that has no definition to copy from. */
export type PublishedText = { code: string; name: Label };

/** Those that no programme of the portal has begun from, by their codes. */
export function listPublishedTexts(taken: readonly string[]): PublishedText[] {
  return PROGRAMME_TEXTS.filter(({ code }) => !taken.includes(code)).map(({ code, body }) => ({
    code,
    name: body.name,
  }));
}

/** What a published text says; null when there is none by this code. */
export function bodyOfText(code: string): ProgrammeBody | null {
  const text = PROGRAMME_TEXTS.find((row) => row.code === code);
  return text ? parseProgrammeBody(text.body) : null;
}
