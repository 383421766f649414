import type { ReactNode } from 'react';

export type PaperFact = { label: string; value: ReactNode; wide?: boolean };

/** A part of a paper with its number and title. */
export function PaperPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Facts as the boxes of a form: two to a line, a wide one alone. */
export function PaperFacts({ facts }: { facts: readonly PaperFact[] }) {
  return (
    <table className="paper-facts">
      <tbody>
        {linesOf(facts).map((line) => (
          <tr key={line[0]?.label}>
            {line.map((fact) => (
              <FactCells key={fact.label} fact={fact} span={line.length === 1 ? 3 : 1} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FactCells({ fact, span }: { fact: PaperFact; span: number }) {
  return (
    <>
      <th scope="row">{fact.label}</th>
      <td colSpan={span}>{fact.value}</td>
    </>
  );
}

function linesOf(facts: readonly PaperFact[]): PaperFact[][] {
  const lines: PaperFact[][] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (!fact.wide && last?.length === 1 && !last[0]?.wide) last.push(fact);
    else lines.push([fact]);
  }
  return lines;
}

/** A list on paper: heads and rows of texts; `numbers` are the columns of figures, `short` those of words that stay on one line. */
export function PaperTable({
  heads,
  rows,
  numbers = [],
  short = [],
}: {
  heads: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  numbers?: readonly number[];
  short?: readonly number[];
}) {
  const look = (column: number) => (numbers.includes(column) ? 'num' : short.includes(column) ? 'short' : undefined);
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {row.cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns stand still
              <td key={column} className={look(column)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
