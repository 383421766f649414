import { DEFINITION_SECTIONS, type DefinitionSection } from './definition-sections';
import { type ProgrammeBody, type ProgrammeBodyInput, programmeBodySchema } from './programme';
import { STAGES } from './stage';

/** A body as it is stored: amounts are fen as text, stages stand in the order of a case's life. */
export function storedBody(body: ProgrammeBody): ProgrammeBodyInput {
  const text = JSON.stringify(body, (_name, value) => (typeof value === 'bigint' ? value.toString() : value));
  const stored = JSON.parse(text) as ProgrammeBodyInput;
  const place = (row: { stage: ProgrammeBody['stages'][number]['stage'] }) => STAGES.indexOf(row.stage);
  stored.stages.sort((left, right) => place(left) - place(right));
  return stored;
}

/** The body with one of its parts written anew; null when the whole would no longer be a definition. */
export function withSection(
  body: ProgrammeBody,
  section: DefinitionSection,
  part: Record<string, unknown>,
): ProgrammeBodyInput | null {
  const own = Object.fromEntries(DEFINITION_SECTIONS[section].map((key) => [key, part[key]]));
  const whole = programmeBodySchema.safeParse({ ...storedBody(body), ...own });
  return whole.success ? storedBody(whole.data) : null;
}
