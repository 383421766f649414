import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Answer, Line } from './line';
import { loadMaterials, peopleOf, signInAll } from './materials';
import { type Malformed, type Materials, makeRequest } from './requests';
import { type Outcome, type Target, withoutCounts } from './target';

export type MalformedOptions = {
  count: number;
  seed: number;
  seconds: number;
  /** where the run stands, to be gone on with; findings stand beside it, one a line with the bytes that were sent */
  state: string;
  /** so many connections at once */
  lanes?: number;
  /** in place of what is read from the instance; the counts of requests then stand, too */
  materials?: Partial<Materials>;
};

type Sample = { sent: number; seconds: number; megabytes: number };
type State = {
  seed: number;
  next: number;
  seconds: number;
  statuses: Record<string, Record<string, number>>;
  memory: Sample[];
  findings: string[];
};

const LANES = 16;
/** So many requests are under way on one connection. */
const DEPTH = 4;
/** So many numbers one lane takes at a time; a run that was broken off sends those again that were under way. */
const BATCH = 50;

/** The process that listens on a port; null where nothing says it (iproute2). */
function pidOf(port: number): string | null {
  try {
    const listening = execFileSync('ss', ['-ltnpH', `sport = :${port}`], { encoding: 'utf8' });
    return /pid=(\d+)/.exec(listening)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** The memory of a process, in megabytes. */
const memoryOf = (pid: string) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

/** What is wrong with an answer; null: nothing. Shedding (503 that says when to come again) is an answer. */
function faultOf({ alone }: Malformed, { status, mayRetryIn }: Answer): string | null {
  if (status === -1) return 'no answer in 20 seconds';
  if (status === 503 && mayRetryIn !== null) return null;
  if (status >= 500) return `answered with ${status}`;
  // what was never a request may be hung up on
  return status === 0 && !alone ? 'hung up without an answer' : null;
}

/** Sends one request alone on a new connection. */
async function sendAlone(port: number, request: Malformed): Promise<Answer> {
  const line = new Line(port);
  const answer = await line.send(request.bytes, request.isHead, request.alone);
  line.close();
  return answer === 'AGAIN' ? { status: 0, mayRetryIn: null } : answer;
}

const slope = (memory: readonly Sample[]) => {
  const mean = (part: readonly Sample[]) =>
    Math.round(part.reduce((sum, { megabytes }) => sum + megabytes, 0) / Math.max(1, part.length));
  const fifth = Math.max(1, Math.floor(memory.length / 5));
  return { secondFifth: mean(memory.slice(fifth, 2 * fifth)), lastFifth: mean(memory.slice(-fifth)) };
};

/**
 * Malformed requests on connections that are kept, several at once on each: broken frames, targets, heads, forms of real
 * actions and JSON, by nobody and by people of every role. A finding is an answer of 500 or above that is no shedding, or
 * none at all within 20 seconds. Counts of requests are taken away while it runs: what they stop is looked for, not they.
 */
export async function sendMalformed(target: Target, options: MalformedOptions): Promise<Outcome> {
  const { count, seed, seconds, state: file } = options;
  const port = Number(new URL(target.url).port);
  const materials = { ...(await loadMaterials(target)), ...options.materials };
  const people = await peopleOf(target, 24);
  const fresh: State = { seed, next: 0, seconds: 0, statuses: {}, memory: [], findings: [] };
  const kept = file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : fresh;
  const state = kept.seed === seed ? kept : fresh;
  const [began, secondsBefore] = [performance.now(), state.seconds];
  const elapsed = () => secondsBefore + (performance.now() - began) / 1000;
  const isOver = () => (performance.now() - began) / 1000 >= seconds;
  const pid = pidOf(port);
  const sample = () => {
    if (pid) state.memory.push({ sent: state.next, seconds: Math.round(elapsed()), megabytes: memoryOf(pid) });
  };
  const running = new Set<number>();
  const save = () => {
    state.seconds = elapsed();
    const next = Math.min(state.next, ...running);
    if (file) writeFileSync(file, JSON.stringify({ ...state, next }));
  };
  let slowest: { ms: number; what: string }[] = [];
  const note = (number: number, request: Malformed, answer: Answer, ms: number) => {
    if (ms > (slowest.at(-1)?.ms ?? 0) || slowest.length < 10)
      slowest = [...slowest, { ms, what: `${answer.status} ${number} ${request.bytes.toString('latin1', 0, 80)}` }]
        .sort((left, right) => right.ms - left.ms)
        .slice(0, 10);
    state.statuses[request.kind] ??= {};
    const ofKind = state.statuses[request.kind] as Record<string, number>;
    const name = answer.status === 503 && answer.mayRetryIn !== null ? '503 shed' : String(answer.status);
    ofKind[name] = (ofKind[name] ?? 0) + 1;
    const fault = faultOf(request, answer);
    if (fault === null) return;
    const shown = request.bytes.toString('latin1').replace(/cookie: fuqiao[^\r]*/, 'cookie: …');
    state.findings.push(`${fault}: ${JSON.stringify(shown.slice(0, 300))}`);
    const line = { seed, number, kind: request.kind, fault, bytes: request.bytes.toString('base64') };
    if (file) appendFileSync(`${file}.findings.jsonl`, `${JSON.stringify(line)}\n`);
  };
  const drive = async () => {
    const line = new Line(port);
    while (state.next < count && !isOver()) {
      const from = state.next;
      const to = Math.min(count, from + BATCH);
      state.next = to;
      running.add(from);
      let waiting: Promise<void>[] = [];
      for (let number = from; number < to; number += 1) {
        const request = makeRequest(seed, number, materials);
        const sent = request.alone ? sendAlone(port, request) : line.send(request.bytes, request.isHead);
        const sentAt = performance.now();
        waiting.push(
          sent.then(async (answer) => {
            // it stood behind one that ended the connection, or the connection was just ending: alone, it shows what it is
            const isHeard = answer !== 'AGAIN' && (answer.status > 0 || request.alone);
            const heard = isHeard ? (answer as Answer) : await sendAlone(port, request);
            note(number, request, heard, Math.round(performance.now() - sentAt));
          }),
        );
        if (waiting.length === DEPTH) {
          await Promise.all(waiting);
          waiting = [];
        }
      }
      await Promise.all(waiting);
      running.delete(from);
    }
    line.close();
  };
  sample();
  const watch = options.materials
    ? null
    : withoutCounts(target, async (second) => {
        if (second % 5 === 0) save();
        if (second % 10 === 0) sample();
        // sessions end by signing out, too
        if (second % 60 === 0) materials.people = materials.posters = await signInAll(target, people);
      });
  await Promise.all(Array.from({ length: options.lanes ?? LANES }, drive));
  await watch?.();
  sample();
  save();
  const took = elapsed();
  const { findings, statuses, memory, next } = state;
  return {
    part: 'malformed',
    tried: next,
    findings: [...new Set(findings)].slice(0, 60),
    figures: {
      ...{ seed, seconds: Math.round(took), perSecond: Math.round(next / took), findings: findings.length, statuses },
      megabytes: { ...slope(memory), most: Math.max(0, ...memory.map(({ megabytes }) => megabytes)) },
      slowest,
      memory: memory.filter((_, index) => index % Math.ceil(memory.length / 40) === 0),
    },
  };
}
