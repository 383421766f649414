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

/** Lets modules of actions be loaded as tables: what they are defined by, instead of what the framework would run. */
function loadAsTables(): void {
  const stub = pathToFileURL(path.resolve('scripts/attack/action-stub.ts')).href;
  const hook = `export async function resolve(specifier, context, next) {
    return specifier === '@/server/action' ? { url: ${JSON.stringify(stub)}, shortCircuit: true } : next(specifier, context);
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
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
