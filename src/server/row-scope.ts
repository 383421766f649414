import 'server-only';
import type { Actor } from '@/domain/actor';
import { CLOCKWORK } from './clockwork';
import { db, Prisma, type Tx } from './db';
import type { SqlReader } from './sql';

/** Of a person what row security asks for. */
export type Seer = Pick<Actor, 'userId' | 'scope' | 'organisation' | 'roles'>;

/**
 * Why the portal itself reads or writes across what people see: each is named here and nowhere else, and
 * tests/integration/row-security.test.ts lists where it stands. Nothing that is only shown to somebody belongs here.
 */
export type Crossing =
  // ---- nobody is at work, or nobody is known yet
  | 'who is asking'
  | 'a job'
  | 'the public board'
  | 'progress behind a receipt number'
  // ---- a rule that must weigh what the person may not see
  | 'one applicant, one person of that number'
  | 'debts of a household everywhere'
  | 'a fund behind all its loans'
  | 'what hangs on an organisation'
  | 'one paper, one case'
  // ---- a right or a duty that reaches across areas
  | 'work of a colleague'
  | 'rights that end'
  | 'references of recorded events'
  | 'personal data whose time is over';

type Settings = { scope: string; region: string; branch: string; reach: string; financier: string; userId: string };

const SYSTEM: Settings = { scope: 'SYSTEM', region: '', branch: '', reach: '', financier: '', userId: '' };

function settingsOf(seer: Seer): Settings {
  const { scope, organisation, userId } = seer;
  if (userId === CLOCKWORK.userId) return SYSTEM;
  const nothing = { scope: scope.kind, region: '', branch: '', reach: '', financier: '', userId };
  switch (scope.kind) {
    case 'NATION':
      return { ...nothing, reach: '0' };
    case 'NONE':
      return { ...nothing, scope: seer.roles.includes('AUDIT_ADMIN') ? 'AUDIT' : 'NONE' };
    case 'REGION':
      return { ...nothing, region: String(scope.regionId), reach: String(scope.regionId) };
    case 'FINANCIER':
      return {
        ...nothing,
        branch: scope.organisationId,
        financier: organisation.financierId ?? '',
        reach: organisation.level === 'NATION' ? '0' : String(organisation.regionId),
      };
  }
}

const NAMES = ['scope', 'region', 'branch', 'reach', 'financier', 'userId'] as const satisfies (keyof Settings)[];
const setting = (name: keyof Settings) => `fuqiao.${name === 'userId' ? 'user_id' : name}`;

/**
 * How long a transaction may be left alone in the middle before the database ends it. What it holds, a case or a counter of
 * vouchers, nobody else gets meanwhile; and a machine that lost its cable or its power says goodbye to nobody, so that
 * without this the database would wait for it for two hours.
 */
const GIVEN_UP = `set_config('idle_in_transaction_session_timeout', '10s', true)`;

/** The settings as columns of a SELECT, for the transaction only; `$1` and on, in the order of `scopeValues`. */
export const SCOPE_COLUMNS = [
  ...NAMES.map((name, index) => `set_config('${setting(name)}', $${index + 1}, true)`),
  GIVEN_UP,
].join(', ');

/** What row security is told of a person, in the order of SCOPE_COLUMNS. */
export function scopeValues(seer: Seer): string[] {
  const settings = settingsOf(seer);
  return NAMES.map((name) => settings[name]);
}

function columnsOf(settings: Settings): Prisma.Sql {
  const told = NAMES.map((name) => Prisma.sql`set_config(${setting(name)}, ${settings[name]}, true)`);
  return Prisma.join([...told, Prisma.raw(GIVEN_UP)]);
}

/** Tells row security, for the rest of the transaction, who is at work; `besides`: more columns of the same SELECT. */
export async function tellScope(tx: Tx, seer: Seer, besides: Prisma.Sql = Prisma.sql`1`): Promise<void> {
  await tx.$queryRaw`SELECT ${columnsOf(settingsOf(seer))}, ${besides}`;
}

/** A transaction of the portal's own, without anybody's scope: of jobs, and of reads that find out who is asking. */
export function asSystem<T>(_reason: Crossing, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT ${columnsOf(SYSTEM)}`;
    return run(tx);
  });
}

type Opened = { count: number; before: Promise<string> };
// a transaction may ask for two such things at once: the first opens, the last closes
const opened = new WeakMap<SqlReader, Opened>();

async function open(tx: SqlReader): Promise<string> {
  const [row] = await tx.$queryRaw<{ scope: string | null }[]>`
    SELECT current_setting('fuqiao.scope', true) AS scope, set_config('fuqiao.scope', 'SYSTEM', true) AS now`;
  return row?.scope ?? '';
}

/**
 * Inside the transaction of a person, one thing that by its nature reaches across their scope; afterwards the scope holds
 * again. Nothing of what is read here is shown unless a rule of its own says so.
 */
export async function crossing<T>(tx: SqlReader, _reason: Crossing, run: () => Promise<T>): Promise<T> {
  const state = opened.get(tx) ?? { count: 0, before: open(tx) };
  opened.set(tx, state);
  state.count += 1;
  const close = async () => {
    state.count -= 1;
    if (state.count > 0) return;
    opened.delete(tx);
    await tx.$queryRaw`SELECT set_config('fuqiao.scope', ${await state.before}, true)`;
  };
  try {
    await state.before;
    const value = await run();
    await close();
    return value;
  } catch (error) {
    // where the database ended the transaction nothing can be closed, nor need be
    await close().catch(() => undefined);
    throw error;
  }
}
