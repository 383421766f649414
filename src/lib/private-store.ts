import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * What one person has written on this device and not sent yet. Each person has a database of their own, and in it a key
 * that the browser keeps and hands to nobody: another person who signs in on the same phone finds neither.
 */
interface Stored extends DBSchema {
  keys: { key: string; value: CryptoKey };
  entries: { key: string; value: { id: string; at: number; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer } };
}

export type Entry<Body> = { id: string; at: number; body: Body };

const KEY = 'own';

/** Whether this browser can keep anything secret: only over https or on the machine itself. */
export function canKeep(): boolean {
  return typeof indexedDB !== 'undefined' && typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}

async function withStore<T>(userId: string, run: (db: IDBPDatabase<Stored>) => Promise<T>): Promise<T> {
  const db = await openDB<Stored>(`fuqiao-${userId}`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('keys');
      fresh.createObjectStore('entries', { keyPath: 'id' });
    },
  });
  try {
    return await run(db);
  } finally {
    db.close();
  }
}

async function keyOf(db: IDBPDatabase<Stored>): Promise<CryptoKey> {
  const known = await db.get('keys', KEY);
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // two windows may come here at once: the first key stays
  const transaction = db.transaction('keys', 'readwrite');
  const first = await transaction.store.get(KEY);
  if (!first) await transaction.store.put(fresh, KEY);
  await transaction.done;
  return first ?? fresh;
}

/** Keeps a body under an id, which must say nothing about a person; replaces what was there. */
export function keepEntry(userId: string, id: string, body: unknown, at: number): Promise<void> {
  return withStore(userId, async (db) => {
    const key = await keyOf(db);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(body));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
    await db.put('entries', { id, at, iv, data });
  });
}

/** Everything that is kept under ids that begin so, the oldest first; nothing where nothing can be kept. */
export async function listEntries<Body>(userId: string, prefix: string): Promise<Entry<Body>[]> {
  if (!canKeep()) return [];
  return withStore(userId, async (db) => {
    const rows = (await db.getAll('entries')).filter((row) => row.id.startsWith(prefix));
    if (rows.length === 0) return [];
    const key = await keyOf(db);
    const entries = await Promise.all(
      rows.map(async ({ id, at, iv, data }) => {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
        return { id, at, body: JSON.parse(new TextDecoder().decode(plain)) as Body };
      }),
    );
    return entries.sort((a, b) => a.at - b.at);
  });
}

/** What is kept under this id, or null. */
export async function findEntry<Body>(userId: string, id: string): Promise<Entry<Body> | null> {
  return (await listEntries<Body>(userId, id)).find((entry) => entry.id === id) ?? null;
}

/** Forgets what is kept under this id. */
export async function forgetEntry(userId: string, id: string): Promise<void> {
  if (canKeep()) await withStore(userId, (db) => db.delete('entries', id));
}
