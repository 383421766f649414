import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Grid } from '../text';

/** One table of the brief, small enough that the whole stays on a sheet. */
export function GridTable({ grid }: { grid: Grid }) {
  return (
    <Section className="brief-block">
      <SectionHead note={grid.note}>{grid.title}</SectionHead>
      {grid.rows.length === 0 ? (
        <p className="text-sm text-ink-2">{grid.empty}</p>
      ) : (
        <Table caption={grid.title} density="tight">
          <thead>
            <tr>
              {grid.heads.map((head, index) => (
                <Th key={head} num={grid.numeric.includes(index)}>
                  {head}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((text, index) =>
                  index === (grid.numeric.includes(0) ? 1 : 0) ? (
                    <RowHead key={grid.heads[index]}>{text}</RowHead>
                  ) : (
                    <Td key={grid.heads[index]} num={grid.numeric.includes(index)} label={grid.heads[index] ?? ''}>
                      {text}
                    </Td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
