import net from 'node:net';

/** What is done to the next COMMIT that passes: its answer or itself is lost, the connection cut or left without a word. */
export type CommitLoss = 'REPLY_CUT' | 'REQUEST_CUT' | 'REPLY_SILENT';
export type Direction = 'TO_SERVER' | 'TO_CLIENT';

type Link = {
  client: net.Socket;
  server: net.Socket;
  /** nothing passes any more, and neither end is told */
  silent: boolean;
  /** cut once so many more bytes have passed this way */
  cutAfter: { direction: Direction; bytes: number; done: () => void } | null;
  /** under which name its driver keeps the COMMIT */
  commitName: string | null;
  /** its transaction wrote something: the COMMIT of one that only read is nobody's loss */
  wrote: boolean;
  /** what its process calls itself (application_name), once it has said so */
  name: string | null;
  /** when something passed last */
  usedAt: number;
};
type AwaitedCommit = { loss: CommitLoss; of: string | null; done: () => void };

const isMet = ({ loss, of }: AwaitedCommit, link: Link, direction: Direction) =>
  link.wrote && (of === null || of === link.name) && (loss === 'REQUEST_CUT') === (direction === 'TO_SERVER');

const COMMIT = 'COMMIT\0';
const PARSED_COMMIT = /P[\s\S]{4}(\w+)\0COMMIT\0/;
const ROLLBACK = 'ROLLBACK\0';
const INSERTED = 'INSERT 0 ';
const NAME = /application_name\0([^\0]*)\0/;
/** Of connections that lie idle nothing is lost when they break: first choice are those that are at work. */
const AT_WORK_MS = 400;

/** A TCP proxy between the portal and PostgreSQL that breaks what passes when it is told to. */
export class FaultyProxy {
  private readonly links = new Set<Link>();
  private readonly listener: net.Server;
  private refusing = false;
  private silencing = false;
  private nextCommits: AwaitedCommit[] = [];

  private constructor(private readonly to: number) {
    this.listener = net.createServer((client) => this.accept(client));
  }

  /** Listens on a port of its own of the loopback address. */
  static async start(to: number): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(to);
    await new Promise<void>((resolve) => proxy.listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.listener.address() as net.AddressInfo).port;
  }

  get connections(): number {
    return this.links.size;
  }

  /**
   * The next COMMIT of anybody who wrote, or of a process of that name, is lost; `done` is called when it was. Several may
   * be waited for at once. What comes back takes it back if it has not happened.
   */
  loseNextCommit(loss: CommitLoss, done: () => void, of: string | null = null): () => void {
    const awaited = { loss, of, done };
    this.nextCommits.push(awaited);
    return () => {
      this.nextCommits = this.nextCommits.filter((each) => each !== awaited);
    };
  }

  /** Cuts one connection once so many more bytes have passed; `done` is called when it was. Can be taken back. */
  cutAfter(index: number, direction: Direction, bytes: number, done: () => void): () => void {
    const link = this.linkAt(index);
    const awaited = { direction, bytes, done };
    if (link) link.cutAfter = awaited;
    return () => {
      if (link?.cutAfter === awaited) link.cutAfter = null;
    };
  }

  /** Cuts all connections at once, with a reset. */
  cutAll(): void {
    for (const link of this.links) this.cut(link);
  }

  /** One connection, or with null every one there is, passes nothing more and is not closed: a cable that was pulled. */
  silence(index: number | null): void {
    const links = index === null ? [...this.links] : [this.linkAt(index)];
    for (const link of links) if (link) link.silent = true;
  }

  /** For so long new connections are taken and nothing is said on them, ever. */
  silenceNewFor(milliseconds: number): void {
    this.silencing = true;
    setTimeout(() => {
      this.silencing = false;
    }, milliseconds).unref();
  }

  /** For so long new connections are refused. */
  refuseFor(milliseconds: number): void {
    this.refusing = true;
    setTimeout(() => {
      this.refusing = false;
    }, milliseconds).unref();
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise<void>((resolve) => this.listener.close(() => resolve()));
  }

  private linkAt(index: number): Link | undefined {
    const able = [...this.links].filter((link) => !link.silent && link.cutAfter === null);
    const atWork = able.filter((link) => link.usedAt > Date.now() - AT_WORK_MS);
    const chosen = atWork.length > 0 ? atWork : able;
    return chosen[index % Math.max(1, chosen.length)];
  }

  private accept(client: net.Socket): void {
    if (this.refusing) return void client.resetAndDestroy();
    const server = net.connect(this.to, '127.0.0.1');
    const link: Link = {
      ...{ client, server, silent: this.silencing, cutAfter: null, commitName: null, wrote: false },
      ...{ name: null, usedAt: Date.now() },
    };
    this.links.add(link);
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => this.cut(link));
    client.on('data', (bytes) => this.pass(link, 'TO_SERVER', bytes)).on('close', () => this.end(link));
    server.on('data', (bytes) => this.pass(link, 'TO_CLIENT', bytes)).on('close', () => this.end(link));
  }

  private pass(link: Link, direction: Direction, bytes: Buffer): void {
    if (link.silent) return;
    link.usedAt = Date.now();
    // the first thing that a client says
    link.name ??= NAME.exec(bytes.toString('latin1'))?.[1] ?? '';
    if (direction === 'TO_CLIENT' && bytes.includes(INSERTED)) link.wrote = true;
    if (this.losesCommit(link, direction, bytes)) return;
    if (direction === 'TO_CLIENT' && (bytes.includes(COMMIT) || bytes.includes(ROLLBACK))) link.wrote = false;
    const { cutAfter } = link;
    const target = direction === 'TO_SERVER' ? link.server : link.client;
    if (cutAfter?.direction !== direction) return void target.write(bytes);
    if (bytes.length < cutAfter.bytes) {
      cutAfter.bytes -= bytes.length;
      return void target.write(bytes);
    }
    // what was sent before the cut arrives: a reset would take it along
    target.end(bytes.subarray(0, cutAfter.bytes), () => this.cut(link));
    link.silent = true;
    cutAfter.done();
  }

  private losesCommit(link: Link, direction: Direction, bytes: Buffer): boolean {
    const loss = this.commitOf(link, direction, bytes) && this.nextCommits.find((each) => isMet(each, link, direction));
    if (!loss) return false;
    this.nextCommits = this.nextCommits.filter((each) => each !== loss);
    if (loss.loss === 'REPLY_SILENT') link.silent = true;
    else this.cut(link);
    loss.done();
    return true;
  }

  /** Whether a COMMIT passes, or the answer to one. The driver keeps it under a name and then sends that alone. */
  private commitOf(link: Link, direction: Direction, bytes: Buffer): boolean {
    if (direction === 'TO_CLIENT') return bytes.includes(COMMIT);
    const said = bytes.toString('latin1');
    const named = PARSED_COMMIT.exec(said)?.[1];
    if (named) link.commitName = named;
    return said.includes(COMMIT) || (link.commitName !== null && said.includes(`\0${link.commitName}\0`));
  }

  private cut(link: Link): void {
    this.links.delete(link);
    link.client.resetAndDestroy();
    link.server.resetAndDestroy();
  }

  // one end closed by itself: the other is told, after what is under way
  private end(link: Link): void {
    this.links.delete(link);
    if (link.silent) return;
    link.client.end();
    link.server.end();
  }
}
