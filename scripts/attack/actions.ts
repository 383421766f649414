import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DefinedAction, fieldsOfSchema, isId, typedFor } from '../../tests/support/action-table';
import { builtActions } from './materials';

export type FilledAction = {
  id: string;
  name: string;
  page: string;
  /** roles that may do it; none: it is done without a session */
  permission: DefinedAction['permission'] | null;
  /** each field of its form with a value that the field takes */
  fields: Record<string, string>;
};

const ABSENT = '019a0000-0000-7000-8000-00000000abcd';
/** The forms that are open without a session are no actions of `defineAction`; their fields as the pages have them. */
const OPEN: Record<string, string[]> = {
  signIn: ['username', 'password', 'callbackUrl'],
  ask: ['reference', 'phoneEnd'],
  object: ['noticeId', 'name', 'contact', 'text'],
  setUp: [
    'code',
    'organisationZh',
    'organisationEn',
    'nameZh',
    'nameEn',
    'username',
    'newPassword',
    'newPasswordAgain',
  ],
};

/** Stands where `@/server/action` is asked for: an action is then what it was defined by. */
const TABLE = `export const defineAction = (definition) => definition;
export const fieldsOf = () => ({});
export const typedValues = () => ({});
export const describeIssues = async () => ({});`;
const moduleOf = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;

/** Lets modules of actions be loaded as tables, instead of as what the framework would run. */
function loadAsTables(): void {
  const found = JSON.stringify({ url: moduleOf(TABLE), format: 'module', shortCircuit: true });
  register(
    moduleOf(`export async function resolve(specifier, context, next) {
      return specifier === '@/server/action' ? ${found} : next(specifier, context);
    }`),
  );
}

function valueFor(schema: Parameters<typeof isId>[0]): string {
  if (isId(schema)) return ABSENT;
  const typed = typedFor(schema);
  return Array.isArray(typed) ? String(typed[0] ?? '') : String(typed ?? '1');
}

/** Every action of the build with all fields of its schema, from the code itself; `unread`: files that could not be loaded. */
export async function filledActions(): Promise<{ actions: FilledAction[]; unread: string[] }> {
  loadAsTables();
  const actions: FilledAction[] = [];
  const unread: string[] = [];
  for (const built of builtActions()) {
    const { id, file, name } = built;
    const page = built.page.replace(/\[[^\]]+\]/g, ABSENT);
    const open = OPEN[name];
    if (open) {
      actions.push({ id, name, page, permission: null, fields: Object.fromEntries(open.map((field) => [field, '1'])) });
      continue;
    }
    try {
      const loaded = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, DefinedAction>;
      const { schema, permission } = loaded[name] as DefinedAction;
      const fields = Object.entries(fieldsOfSchema(schema)).map(([field, inner]) => [field, valueFor(inner)]);
      actions.push({ id, name, page, permission, fields: Object.fromEntries(fields) });
    } catch (error) {
      unread.push(`${file} ${name}: ${error instanceof Error ? error.message.slice(0, 100) : 'unknown'}`);
    }
  }
  return { actions, unread };
}
