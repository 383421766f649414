import { type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { privateKeyOf } from './checkpoint';

/** Where checkpoints and their key are; the process's configuration has these names. */
export type Place = {
  DATA_DIR: string;
  CHECKPOINT_DIR?: string | undefined;
  FUQIAO_CHECKPOINT_KEY?: Buffer | undefined;
};

const KEY_BYTES = 32;
const keyFile = ({ DATA_DIR }: Place) => path.join(DATA_DIR, 'keys', 'fuqiao-checkpoint-key.key');

export const checkpointDirectory = ({ CHECKPOINT_DIR, DATA_DIR }: Place) =>
  CHECKPOINT_DIR ?? path.join(DATA_DIR, 'checkpoints');

/** The key that signs checkpoints; null where none was made yet. */
export async function readCheckpointKey(place: Place): Promise<KeyObject | null> {
  if (place.FUQIAO_CHECKPOINT_KEY) return privateKeyOf(place.FUQIAO_CHECKPOINT_KEY);
  const text = await readFile(keyFile(place), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES ? privateKeyOf(bytes) : null;
}

/**
 * The key of the environment, else of DATA_DIR/keys, else made there. A lost one is made anew; what the old one signed
 * then needs the old public line to be verified, which the auditors hold.
 */
export async function makeCheckpointKey(place: Place): Promise<KeyObject> {
  const known = await readCheckpointKey(place);
  if (known) return known;
  const file = keyFile(place);
  const made = randomBytes(KEY_BYTES);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // 'wx': one that is there is never written over
  await writeFile(file, `${made.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return privateKeyOf(made);
}
