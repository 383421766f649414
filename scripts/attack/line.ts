import net from 'node:net';

/** An answer as far as it matters here; `status` 0: the connection was closed without one, -1: nothing came in time. */
export type Answer = { status: number; mayRetryIn: string | null };

/** How long a silence may last before an answer counts as missing. */
const SILENT_MS = 20_000;

type Waiting = { isHead: boolean; done: (answer: Answer | 'AGAIN') => void };

const retryOf = (head: string) => /\r\nretry-after: *([^\r]+)/.exec(head)?.[1] ?? null;

/** Where the whole answer at the beginning of `bytes` ends; null while it is not all there; `toClose`: it ends with the connection. */
function wholeOf(
  bytes: Buffer,
  isHead: boolean,
): { status: number; head: string; length: number } | { toClose: Answer } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end).toLowerCase();
  const status = Number(/^http\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  const begin = end + 4;
  if (status < 200 || status === 204 || status === 304 || isHead) return { status, head, length: begin };
  const declared = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (declared !== undefined) {
    const length = begin + Number(declared);
    return bytes.length >= length ? { status, head, length } : null;
  }
  if (!head.includes('transfer-encoding: chunked')) return { toClose: { status, mayRetryIn: retryOf(head) } };
  for (let at = begin; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    at = line + 2 + size + 2;
    if (at > bytes.length) return null;
    if (size === 0) return { status, head, length: at };
  }
}

/**
 * One connection to the portal that is kept as long as it stays open, on which several requests may be under way. A request
 * that stood behind one whose answer closed the connection comes back as 'AGAIN'.
 */
export class Line {
  private socket: net.Socket | null = null;
  private bytes: Buffer = Buffer.alloc(0);
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly port: number,
    private readonly silentMs = SILENT_MS,
  ) {}

  /** Sends the bytes of one request. `isLast`: nothing more will be sent, and the sender's side is closed. */
  send(bytes: Buffer, isHead: boolean, isLast = false): Promise<Answer | 'AGAIN'> {
    return new Promise((done) => {
      const socket = this.socket ?? this.open();
      this.waiting.push({ isHead, done });
      if (this.waiting.length === 1) this.watch();
      socket.write(bytes);
      // a moment for the answer, and then an end: a body that is shorter than it says is waited for no longer
      if (isLast) setTimeout(() => socket.end(), 20);
    });
  }

  close(): void {
    this.drop(null);
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.drop(-1), this.silentMs);
  }

  private open(): net.Socket {
    const socket = net.connect({ port: this.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.setNoDelay(true);
    this.bytes = Buffer.alloc(0);
    this.socket = socket;
    const isOurs = () => this.socket === socket;
    socket.on('data', (chunk) => {
      if (!isOurs()) return;
      this.bytes = this.bytes.length === 0 ? chunk : Buffer.concat([this.bytes, chunk]);
      this.read();
    });
    socket.on('error', () => isOurs() && this.drop(0));
    socket.on('end', () => isOurs() && this.drop(0));
    socket.on('close', () => isOurs() && this.drop(0));
    return socket;
  }

  private read(): void {
    for (let first = this.waiting[0]; first !== undefined; first = this.waiting[0]) {
      const whole = wholeOf(this.bytes, first.isHead);
      if (whole === null || 'toClose' in whole) return;
      this.bytes = this.bytes.subarray(whole.length);
      // 100: go on
      if (whole.status < 200) continue;
      this.waiting.shift();
      this.watch();
      const isOver = whole.head.includes('\r\nconnection: close');
      first.done({ status: whole.status, mayRetryIn: retryOf(whole.head) });
      if (isOver) {
        this.drop(null);
        return;
      }
    }
  }

  /** The connection is over: `status` is the answer of the first that waits, and the others have not been heard. */
  private drop(status: 0 | -1 | null): void {
    clearTimeout(this.timer);
    const { socket, waiting, bytes } = this;
    this.socket = null;
    this.waiting = [];
    this.bytes = Buffer.alloc(0);
    socket?.destroy();
    const [first] = waiting;
    if (status !== null && first) {
      waiting.shift();
      const whole = wholeOf(bytes, first.isHead);
      first.done(whole !== null && 'toClose' in whole ? whole.toClose : { status, mayRetryIn: null });
    }
    for (const { done } of waiting) done('AGAIN');
  }
}
