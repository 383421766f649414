/** Title and origin of a generated page. */
export function pageHead(title: string, source: string): string {
  return `<!-- Made by \`npm run docs\` from ${source}: change that, not this. -->

# ${title}
`;
}

/** A table in Markdown; the cells must not contain a bar. */
export function markdownTable(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
