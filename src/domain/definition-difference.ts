import { storedBody } from './definition-body';
import {
  BODY_FIELDS,
  DEFINITION_SECTIONS,
  type DefinitionSection,
  type FieldSpec,
  SECTION_NAMES,
} from './definition-sections';
import type { ProgrammeBody } from './programme';

/** A step on the way to what differs: a parameter, or a row by what names it in its list. */
export type DifferenceStep = { field: string } | { row: string; label: Json };
type Json = unknown;

/** One thing that two versions say differently. Null: it was not there, or nothing was set. `spec` says how to read it. */
export type DefinitionDifference = {
  section: DefinitionSection;
  path: DifferenceStep[];
  spec: FieldSpec;
  before: Json;
  after: Json;
};

type Row = Record<string, Json>;

/**
 * What differs between two bodies, section by section. Rows are matched by what names them (a code, a stage, a kind)
 * and not by their place, so that a row added at the top is one difference. The order of rows is none, except where the
 * rows are the lines of a text.
 */
export function findDifferences(older: ProgrammeBody, newer: ProgrammeBody): DefinitionDifference[] {
  const [before, after] = [storedBody(older) as Row, storedBody(newer) as Row];
  return SECTION_NAMES.flatMap((section) =>
    DEFINITION_SECTIONS[section].flatMap((key) =>
      differ(section, [{ field: key }], BODY_FIELDS[key], before[key], after[key]),
    ),
  );
}

const isSame = (left: Json, right: Json) => JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));

/** Objects with their keys in one order: PostgreSQL keeps them in another than they were written. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

function differ(
  section: DefinitionSection,
  path: DifferenceStep[],
  spec: FieldSpec,
  before: Json,
  after: Json,
): DefinitionDifference[] {
  if (isSame(before, after)) return [];
  if (spec.kind === 'group' && before && after)
    return Object.entries(spec.fields).flatMap(([name, inner]) =>
      differ(section, [...path, { field: name }], inner, (before as Row)[name], (after as Row)[name]),
    );
  if (spec.kind === 'rows') {
    const rows = differRows(section, path, spec, (before ?? []) as Row[], (after ?? []) as Row[]);
    if (rows) return rows;
  }
  if (spec.kind === 'choices' && isSame([...asList(before)].sort(), [...asList(after)].sort())) return [];
  return [{ section, path, spec, before: before ?? null, after: after ?? null }];
}

const asList = (value: Json): string[] => (Array.isArray(value) ? value : []);

/** Row by row; null where a name stands twice, so that only the whole list can be compared. */
function differRows(
  section: DefinitionSection,
  path: DifferenceStep[],
  spec: Extract<FieldSpec, { kind: 'rows' }>,
  before: readonly Row[],
  after: readonly Row[],
): DefinitionDifference[] | null {
  const nameOf = (row: Row) => spec.key.map((name) => String(row[name] ?? '')).join(' ');
  const old = new Map(before.map((row) => [nameOf(row), row]));
  const fresh = new Map(after.map((row) => [nameOf(row), row]));
  if (old.size !== before.length || fresh.size !== after.length) return null;
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.flatMap((name) => {
    const [left, right] = [old.get(name), fresh.get(name)];
    const shown = (right ?? left) as Row;
    const step: DifferenceStep = { row: name, label: shown.name ?? shown.question ?? shown.title ?? null };
    if (!left || !right)
      return [{ section, path: [...path, step], spec, before: left ? [left] : null, after: right ? [right] : null }];
    return Object.entries(spec.fields).flatMap(([field, inner]) =>
      differ(section, [...path, step, { field }], inner, left[field], right[field]),
    );
  });
}
