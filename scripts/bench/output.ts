import { readFileSync } from 'node:fs';
import type { Ratio } from './rounds';

/** A number with as many places as are worth reading. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '--';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
}

export const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
export const ratioText = ({ ratio, low, high }: Ratio) => `${percent(ratio)} [${percent(low)}, ${percent(high)}]`;

/** Rows as a table of Markdown, so that what is printed can be put into docs/performance.md as it is. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'));
}

/** A lane's heading, with what else the machine was doing: a number without it says little. */
export function printHead(title: string): void {
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
  console.log(`\n## ${title}\n${new Date().toISOString()}, load average ${load}\n`);
}

/** A target held against what was measured. */
export function printVerdict(what: string, isMet: boolean): void {
  console.log(`${isMet ? 'met' : 'MISSED'}: ${what}`);
}
