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
  swallowing: CommitLoss | null;
  /** its transaction wrote something: the COMMIT of one that only read is nobody's loss */
  wrote: boolean;
};

const COMMIT = 'COMMIT\0';
const ROLLBACK = 'ROLLBACK\0';
const INSERTED = 'INSERT 0 ';

/** A TCP proxy between the portal and PostgreSQL that breaks what passes when it is told to. */
export class FaultyProxy {
  private readonly links = new Set<Link>();
  private readonly listener: net.Server;
  private refusing = false;
  private nextCommit: { loss: CommitLoss; done: () => void } | null = null;

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

  /** The next COMMIT of anybody who wrote is lost; `done` is called when it was. */
  loseNextCommit(loss: CommitLoss, done: () => void): void {
    this.nextCommit = { loss, done };
  }

  /** Cuts one connection once so many more bytes have passed; `done` is called when it was. */
  cutAfter(index: number, direction: Direction, bytes: number, done: () => void): void {
    const link = this.linkAt(index);
    if (link) link.cutAfter = { direction, bytes, done };
  }

  /** Takes back what was told and has not happened. */
  disarm(): void {
    this.nextCommit = null;
    for (const link of this.links) link.cutAfter = null;
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
    const able = [...this.links].filter((link) => !link.silent);
    return able[index % Math.max(1, able.length)];
  }

  private accept(client: net.Socket): void {
    if (this.refusing) return void client.resetAndDestroy();
    const server = net.connect(this.to, '127.0.0.1');
    const link: Link = { client, server, silent: false, cutAfter: null, swallowing: null, wrote: false };
    this.links.add(link);
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => this.cut(link));
    client.on('data', (bytes) => this.pass(link, 'TO_SERVER', bytes)).on('close', () => this.end(link));
    server.on('data', (bytes) => this.pass(link, 'TO_CLIENT', bytes)).on('close', () => this.end(link));
  }

  private pass(link: Link, direction: Direction, bytes: Buffer): void {
    if (link.silent) return;
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
    if (direction === 'TO_SERVER' && this.nextCommit && link.wrote && bytes.includes(COMMIT)) {
      const { loss, done } = this.nextCommit;
      this.nextCommit = null;
      if (loss === 'REQUEST_CUT') {
        this.cut(link);
        done();
        return true;
      }
      link.swallowing = loss;
      link.cutAfter = { direction: 'TO_CLIENT', bytes: Number.POSITIVE_INFINITY, done };
      return false;
    }
    if (direction === 'TO_CLIENT' && link.swallowing && bytes.includes(COMMIT)) {
      const done = link.cutAfter?.done;
      if (link.swallowing === 'REPLY_CUT') this.cut(link);
      else link.silent = true;
      done?.();
      return true;
    }
    return false;
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
