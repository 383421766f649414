import { createHash, randomBytes, randomInt } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { readKeyRing } from '../../src/lib/key-ring';
import { Stop } from './say.mjs';

/** Keys that personal data cannot be read without. Losing one is losing the data, so it is never replaced silently. */
const DATA_KEYS = ['FUQIAO_DATA_KEY', 'FUQIAO_INDEX_KEY'] as const;
/** Secrets that may change at the price of a new sign-in. */
const SESSION_SECRETS = ['NEXTAUTH_SECRET', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] as const;

type KeyName = (typeof DATA_KEYS)[number] | (typeof SESSION_SECRETS)[number];

/** A secret kept in DATA_DIR/keys, made on first use. */
export type KeyStore = {
  /** The value from the file, or null. */
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  readOrMake(name: string, make: () => string): Promise<string>;
};

/** DATA_DIR/keys: readable by its owner only, and outside pg/, so that no database backup carries it. */
export async function openKeyStore(dataDirectory: string): Promise<KeyStore> {
  const directory = path.join(dataDirectory, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const fileOf = (name: string) => path.join(directory, name);
  const store: KeyStore = {
    async read(name) {
      try {
        return (await readFile(fileOf(name), 'utf8')).trim() || null;
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(name, value) {
      // On the disk before anything is encrypted with it: a power cut must not leave data without their key.
      await writeFile(`${fileOf(name)}.new`, `${value}\n`, { mode: 0o600, flush: true });
      await rename(`${fileOf(name)}.new`, fileOf(name));
    },
    async readOrMake(name, make) {
      const found = await store.read(name);
      if (found) return found;
      const made = make();
      await store.write(name, made);
      return made;
    },
  };
  return store;
}

const make32Bytes = () => randomBytes(32).toString('base64');
const fileName = (name: KeyName) => `${name.toLowerCase().replaceAll('_', '-')}.key`;

/** A key as the environment gives it, or as an earlier start made it in DATA_DIR/keys; null: neither. */
export async function findKey(name: KeyName, dataDirectory: string): Promise<string | null> {
  if (process.env[name]) return process.env[name];
  const kept = await readFile(path.join(dataDirectory, 'keys', fileName(name)), 'utf8').catch(() => '');
  return kept.trim() || null;
}

/** A password for a role of our own database server. */
export const makePassword = () => randomBytes(24).toString('base64url');

/** A password people type: no letters that look alike. */
export function makeReadablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${group()}-${group()}-${group()}`;
}

export type Keys = Record<KeyName, string>;

function checkShape(name: string, value: string): string {
  if (DATA_KEYS.includes(name as never) && readKeyRing(value)) return value;
  if (Buffer.from(value, 'base64').length !== 32) {
    throw new Stop(`${name} must be 32 random bytes in base64 (for example from: openssl rand -base64 32).`);
  }
  return value;
}

const sha256 = (key: Buffer) => createHash('sha256').update(key).digest('hex');
/** Of each key of a value; the first is of the one that writes. */
export const fingerprints = (value: string): string[] =>
  [...(readKeyRing(value)?.keys.values() ?? [Buffer.from(value, 'base64')])].map(sha256);

/**
 * The keys from the environment, else from DATA_DIR/keys, else made. A made data key is written down only after
 * the database has been asked (`verifyDataKeys`): a lost key must not be covered by a new file.
 */
export async function loadKeys(store: KeyStore): Promise<{ keys: Keys; made: KeyName[] }> {
  const keys = {} as Keys;
  const made: KeyName[] = [];
  for (const name of SESSION_SECRETS) {
    keys[name] = process.env[name] || (await store.readOrMake(fileName(name), make32Bytes));
  }
  for (const name of DATA_KEYS) {
    const found = process.env[name] || (await store.read(fileName(name)));
    if (!found) made.push(name);
    keys[name] = checkShape(name, found ?? make32Bytes());
  }
  return { keys, made };
}

/** Compares the data keys with those the database was first used with; the first use notes them. */
export async function verifyDataKeys(
  ownerUrl: string,
  store: KeyStore,
  { keys, made }: { keys: Keys; made: KeyName[] },
  keysDirectory: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const name of DATA_KEYS) {
      const { rows } = await client.query('SELECT fingerprint FROM key_check WHERE id = $1', [name]);
      const known: string | undefined = rows[0]?.fingerprint;
      // while a key is being replaced, the one that the database knows still reads
      if (known && fingerprints(keys[name]).includes(known)) continue;
      if (known) {
        const where = `${keysDirectory}/${fileName(name)} or the environment`;
        throw new Stop(
          `${name} ${made.includes(name) ? 'is lost' : 'was changed'}: the personal data in this database were written with another key. ` +
            `Put that key back (${where}); without it they cannot be read.`,
        );
      }
      if (made.includes(name)) await store.write(fileName(name), keys[name]);
      await client.query('INSERT INTO key_check (id, fingerprint) VALUES ($1, $2)', [
        name,
        fingerprints(keys[name])[0],
      ]);
    }
  } finally {
    await client.end();
  }
}
