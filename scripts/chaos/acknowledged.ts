import type { PrismaClient } from '@/generated/prisma/client';
import type { Entry, FromDriver } from './book';
import { findLostFiles } from './invariants';

export type Commands = { done: number; refused: number; unknown: number; askedAgain: number; doneThoughLost: number };

/** Writes that are no events: a draft, which is there or is written again, and a visit, which is looked for by its id. */
const WITHOUT_EVENT = new Set(['saveReport', 'recordSiteVisit']);

/** What people were told was done, to be looked for in the database. */
export class Acknowledged {
  readonly commands: Commands = { done: 0, refused: 0, unknown: 0, askedAgain: 0, doneThoughLost: 0 };
  /** exports that were told to wait for the worker */
  readonly queued: string[] = [];
  private readonly stored = new Map<string, string>();
  /** since the last look */
  private entries: Entry[] = [];
  private begun: string[] = [];

  note(message: FromDriver): void {
    if (message.kind === 'begun') this.begun.push(message.caseId);
    else if (message.kind === 'stored') this.stored.set(message.key, message.sha256);
    else if (message.kind === 'queued') this.queued.push(message.exportId);
    else if (message.kind === 'answered') {
      const { answer, lost } = message.entry;
      this.commands[answer === 'DONE' ? 'done' : answer === 'REFUSED' ? 'refused' : 'unknown'] += 1;
      if (lost > 0) this.commands.askedAgain += 1;
      this.entries.push(message.entry);
    }
  }

  /** What was acknowledged since the last look and is not there, or was refused and is. */
  async findLost(client: PrismaClient, dataDirectory: string): Promise<string[]> {
    const { entries, begun } = this;
    this.entries = [];
    this.begun = [];
    return [
      ...(await findLostFiles(dataDirectory, this.stored)),
      ...(await this.findLostCommands(client, entries)),
      ...(await findLostCases(client, begun)),
    ];
  }

  private async findLostCommands(client: PrismaClient, entries: readonly Entry[]): Promise<string[]> {
    const events = await client.$queryRaw<{ id: string; done: boolean }[]>`
      SELECT request_id::text AS id, bool_or(kind <> 'attempt.refused') AS done FROM event
      WHERE request_id = ANY(${entries.map((entry) => entry.requestId)}::uuid[]) GROUP BY 1`;
    const visits = entries.flatMap(({ made }) => made ?? []);
    const [kept] = await client.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM site_visit WHERE id = ANY(${visits}::uuid[])`;
    const isDone = new Map(events.map((row) => [row.id, row.done]));
    const lost: string[] = [];
    if (Number(kept?.count) !== new Set(visits).size) lost.push('an acknowledged site visit is not there');
    for (const { requestId, command, answer, lost: tries, code } of entries) {
      const done = isDone.get(requestId) === true;
      if (answer === 'DONE' && !done && !WITHOUT_EVENT.has(command))
        lost.push(`${command} was acknowledged and is not there: ${requestId}`);
      if (answer === 'REFUSED' && done && tries === 0)
        lost.push(`${command} was refused (${code}) and is there: ${requestId}`);
      if (answer !== 'DONE' && done) this.commands.doneThoughLost += 1;
    }
    return lost;
  }
}

async function findLostCases(client: PrismaClient, begun: readonly string[]): Promise<string[]> {
  const cases = await client.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM case_record WHERE id = ANY(${[...begun]}::uuid[])`;
  return cases.length === begun.length ? [] : [`${begun.length - cases.length} cases were begun and are not there`];
}
