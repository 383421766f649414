import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';
import type { Permission } from '@/domain/permissions';
import type { Context, Result } from '@/server/command';

/** An action as it was defined; the harness keeps what `defineAction` was given (see access-matrix.test.ts). */
export type DefinedAction = {
  name: string;
  feature: string;
  permission: Permission;
  schema: z.ZodType;
  run: (ctx: Context, input: unknown) => Promise<Result<unknown>>;
};

/** Files that define actions, found by what they say. */
export function actionFiles(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !file.includes('.test.') && file !== path.join('server', 'action.ts'))
    .filter((file) => /\bdefineAction\(/.test(readFileSync(path.join('src', file), 'utf8')))
    .sort();
}

type Def = {
  type: string;
  in?: z.ZodType;
  innerType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  options?: z.ZodType[];
};
const defOf = (schema: z.ZodType) => (schema as unknown as { _zod: { def: Def } })._zod.def;

/** The fields of a form's schema by name, whatever is wrapped around it. */
export function fieldsOfSchema(schema: z.ZodType): Record<string, z.ZodType> {
  const def = defOf(schema);
  if (def.shape) return def.shape;
  const inner = def.in ?? def.innerType ?? def.options?.[0];
  return inner ? fieldsOfSchema(inner) : {};
}

const ID = '019a0000-0000-7000-8000-000000000000';
const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** Whether a field takes an id: a value of that form and no plain word. */
export function isId(schema: z.ZodType): 'one' | 'many' | null {
  if (takes(schema, ID) && !takes(schema, 'word')) return 'one';
  return takes(schema, [ID]) && !takes(schema, ['word']) ? 'many' : null;
}

// What a person might type, tried one after the other until the field takes it.
const TYPED: unknown[] = [
  '试探一下这里的字',
  '1',
  '10',
  '2026-04-20',
  'on',
  'true',
  '13900000051',
  'A',
  '6222021202020202020',
  '',
  undefined,
  ['1'],
  [],
  '[]',
  '{}',
  '2026-04',
  '0',
  '2020',
  '30',
  '09:30',
];

/** Words that code compares what is typed with: every quoted word of the rules and of the schemas. */
const WORDS = [
  ...new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) =>
        /^(domain\/[a-z-]+|features\/.*schema[a-z-]*|features\/.*(parts|dictionary|kinds|sections))\.ts$/.test(file),
      )
      .flatMap((file) => [...readFileSync(path.join('src', file), 'utf8').matchAll(/'([A-Za-z][A-Za-z_-]*)'/g)])
      .map((match) => match[1] as string),
  ),
];

function enumValues(schema: z.ZodType): unknown[] {
  const def = defOf(schema) as Def & { entries?: Record<string, unknown>; values?: unknown[] };
  if (def.entries) return Object.values(def.entries);
  if (def.values) return def.values;
  const inner = def.in ?? def.innerType;
  return inner ? enumValues(inner) : (def.options ?? []).flatMap(enumValues);
}

/** Something that a field takes, as a person might type it; undefined where no word of the code fits. */
export const typedFor = (field: z.ZodType): unknown =>
  [...enumValues(field), ...TYPED, ...WORDS].find((value) => takes(field, value));

/** A form that the schema takes, its ids by `idOf`; null where no word fits a field (its name is in `unfit`). */
export function fillForm(
  schema: z.ZodType,
  idOf: (field: string) => string,
  byHand: Record<string, unknown> = {},
): { input: unknown } | { unfit: string[] } {
  const form: Record<string, unknown> = {};
  const unfit: string[] = [];
  for (const [name, field] of Object.entries(fieldsOfSchema(schema))) {
    if (name in byHand) continue;
    const kind = isId(field);
    if (kind) form[name] = kind === 'one' ? idOf(name) : [idOf(name)];
    else {
      const found = typedFor(field);
      if (found === undefined && !takes(field, undefined)) unfit.push(name);
      else form[name] = found;
    }
  }
  const parsed = schema.safeParse({ ...form, ...byHand });
  if (parsed.success) return { input: parsed.data };
  return { unfit: unfit.length > 0 ? unfit : parsed.error.issues.map((issue) => issue.path.join('.')) };
}
