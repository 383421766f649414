/** What a generator has reached: how often each refusal, and which command was done after which. */
export class Reach {
  readonly refusals = new Map<string, number>();
  readonly pairs = new Set<string>();
  readonly counts = new Map<string, number>();
  done = 0;
  tried = 0;

  /** `kinds`: how many commands there are */
  constructor(private readonly kinds: number) {}

  add(last: string | null, kind: string, refusal: string | null): void {
    this.tried += 1;
    if (refusal) this.refusals.set(refusal, (this.refusals.get(refusal) ?? 0) + 1);
    else {
      this.done += 1;
      if (last) this.pairs.add(`${last} ${kind}`);
    }
  }

  /** Something else that a report tells. */
  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** The shares in a few lines for a report. */
  say(): string {
    const refusals = [...this.refusals]
      .sort(([, one], [, two]) => two - one)
      .map(([code, count]) => `${code} ${count}`);
    return [
      [
        `${this.tried} commands, ${this.done} done`,
        ...[...this.counts].map(([what, count]) => `${count} ${what}`),
      ].join(', '),
      `${this.pairs.size} of ${this.kinds ** 2} pairs of commands done one after the other`,
      `${this.refusals.size} refusals: ${refusals.join(', ')}`,
    ].join('\n');
  }
}
