import type * as z from 'zod';
import type { AnySheet, SheetIssue, SheetRow } from './definition';

/** Words in cells with choices that are none of them: the issue names those that are. */
export function choiceIssues(definition: AnySheet, rows: readonly SheetRow[]): SheetIssue[] {
  return rows.flatMap(({ row, cells }) =>
    definition.columns.flatMap(({ code, choices, many }): SheetIssue[] => {
      const text = cells[code] ?? '';
      if (!choices || text === '') return [];
      const wrong = (many ? text.split(',') : [text]).filter((part) => !choices.values.includes(part));
      return wrong.length === 0
        ? []
        : [{ row, column: code, key: 'sheets.issues.choiceUnknown', params: { word: wrong.join(', ') } }];
    }),
  );
}

export type ReadRows<T> = { values: { row: number; value: T }[]; issues: SheetIssue[] };

/** Reads each row by the schema of the form for one; what a field would say becomes an issue of its cell. */
export function readRows<Schema extends z.ZodType>(
  schema: Schema,
  rows: readonly SheetRow[],
): ReadRows<z.output<Schema>> {
  const values: { row: number; value: z.output<Schema> }[] = [];
  const issues: SheetIssue[] = [];
  for (const { row, cells } of rows) {
    const result = schema.safeParse(cells);
    if (result.success) values.push({ row, value: result.data });
    else
      for (const issue of result.error.issues) {
        const params = issue.code === 'custom' ? (issue.params as SheetIssue['params']) : undefined;
        issues.push({
          row,
          column: String(issue.path[0] ?? '') || null,
          key: `errors.${issue.message}`,
          ...(params ? { params } : {}),
        });
      }
  }
  return { values, issues };
}

/** Values that stand in an earlier row already; `row` of the issue is the later one. Empty values never clash. */
export function findRepeats<T>(
  rows: readonly { row: number; value: T }[],
  column: string,
  keyOf: (value: T) => string | null,
): SheetIssue[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, value }): SheetIssue[] => {
    const key = keyOf(value);
    if (key === null) return [];
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      return [];
    }
    return [{ row, column, key: 'sheets.issues.repeated', params: { earlier } }];
  });
}
