import { createPublicKey } from 'node:crypto';
import { publicKeyOf, publicLineOf } from '@/features/seals/checkpoint';
import { findCheckpointFaults } from '@/features/seals/checkpoint-faults';
import { checkpointDirectory, readCheckpointKey } from '@/features/seals/checkpoint-key';
import {
  type Fault,
  findBrokenLinks,
  findChangedOrUnsealed,
  findGoneRemarks,
  findWrongHeads,
} from '@/features/seals/queries-faults';
import { Stop } from '../lib/say.mjs';
import type { Check } from './check';

const KEY = process.env.FUQIAO_CHECKPOINT_KEY;
/** As the start script has it: DATA_DIR is .data when nothing is said. */
const PLACE = {
  DATA_DIR: process.env.DATA_DIR || '.data',
  CHECKPOINT_DIR: process.env.CHECKPOINT_DIR || undefined,
  FUQIAO_CHECKPOINT_KEY: KEY ? Buffer.from(KEY, 'base64') : undefined,
};
const LIMIT = 100;
const MS = 1_000;

const MEANINGS: Record<Fault['kind'], string> = {
  GAP: 'a seal before this one is missing',
  LINK_BROKEN: 'this seal does not follow from the one before it',
  EVENT_GONE: 'the event was deleted',
  EVENT_CHANGED: 'the event is not what was sealed',
  REMARK_CHANGED: 'the remark is not what was sealed',
  REMARK_GONE: 'the remark was deleted, and no erasure tells of it',
  OTHER_CHAIN: 'the event belongs to another chain',
  NOT_SEALED: 'the event was put in without a seal',
  HEAD_WRONG: 'the head is not the last seal of its chain',
  CHECKPOINT_UNREADABLE: 'the file holds what is no checkpoint',
  CHECKPOINT_NOT_SIGNED: 'the checkpoint is not what was signed',
  CHECKPOINT_MISSING: 'a checkpoint was taken out',
  SIGNED_TAIL_GONE: 'what was signed is gone: the tail was cut, or an older copy put in its place',
  SIGNED_HEAD_DIFFERS: 'what was signed was other: the chain was built anew at or before this place',
};

function lineOf({ kind, chain, number, eventId, note }: Fault): string {
  const place = [
    chain !== null && `chain ${chain}`,
    number !== null && `number ${number}`,
    eventId && `event ${eventId}`,
  ];
  return [place.filter(Boolean).join(' '), MEANINGS[kind], note].filter(Boolean).join(': ');
}

/** Computes every seal again from its event, every link from the one before, and holds both against what was signed outside. */
export const checkChain: Check = async ({ tx, say, publicKeys }) => {
  const directory = checkpointDirectory(PLACE);
  const own = await readCheckpointKey(PLACE);
  const given = publicKeys.map((line) => {
    const key = publicKeyOf(line);
    if (!key) throw new Stop(`${line} is no public key: a line that begins with fuqiao/record+ is.`);
    return key;
  });
  const keys = own ? [...given, createPublicKey(own)] : given;
  const [counted] = await tx.$queryRaw<{ seals: bigint; waiting: bigint; oldest: number | null }[]>`
    SELECT (SELECT count(*) FROM event_seal) AS seals, count(*) AS waiting,
      extract(epoch FROM clock_timestamp() - min(queued_at))::float8 AS oldest FROM event_unsealed`;
  const { seals = 0n, waiting = 0n, oldest = null } = counted ?? {};
  const began = performance.now();
  // a join of two large tables in parallel is what the time goes into
  await tx.$executeRaw`SELECT set_config('work_mem', '256MB', true), set_config('jit', 'off', true),
    set_config('parallel_setup_cost', '0', true), set_config('parallel_tuple_cost', '0.01', true)`;
  const faults = [
    ...(await findBrokenLinks(tx, LIMIT)),
    ...(await findChangedOrUnsealed(tx, LIMIT)),
    ...(await findGoneRemarks(tx, LIMIT)),
    ...(await findWrongHeads(tx, LIMIT)),
  ];
  const seconds = (performance.now() - began) / MS;
  const signed = await findCheckpointFaults(tx, directory, keys, LIMIT);
  faults.push(...signed.faults);
  for (const fault of faults) say(lineOf(fault));
  if (own) say(`public key ${publicLineOf(own)}`);
  say(
    `${seals} seals in ${seconds.toFixed(1)} s (${Math.round(Number(seals) / seconds)} a second), ${waiting} events wait${oldest === null ? '' : `, the oldest for ${Math.round(oldest)} s`}.`,
  );
  say(
    signed.last
      ? `${signed.checkpoints} checkpoints in ${directory}, the last of ${signed.last.toISOString()}.`
      : `No checkpoint in ${directory}: a chain that was wholly built anew would not be found.`,
  );
  say(
    faults.length === 0
      ? 'The record is whole.'
      : `${faults.length}${faults.length >= LIMIT ? ' or more' : ''} faults in the record.`,
  );
  return faults.length === 0;
};
