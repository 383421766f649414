import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { describeParams } from '@/server/refusal-text';
import type { AnySheet, SheetColumn, SheetIssue, SheetRow } from '../definition';

const ISSUES_SHOWN = 200;
const ROWS_SHOWN = 50;

/** Each fault with its place and what to do about it. */
export async function IssueTable({ definition, issues }: { definition: AnySheet; issues: readonly SheetIssue[] }) {
  const t = await getTranslations('sheets');
  const all = await getTranslations();
  const shown = await Promise.all(
    issues.slice(0, ISSUES_SHOWN).map(async ({ key, params = {}, ...place }) => ({
      ...place,
      text: all.has(key as never) ? all(key as never, (await describeParams(params)) as never) : all('errors.invalid'),
    })),
  );
  return (
    <Section>
      <SectionHead>{t('preview.issues')}</SectionHead>
      <Table caption={t('preview.issues')}>
        <thead>
          <tr>
            <Th>{t('preview.row')}</Th>
            <Th>{t('preview.column')}</Th>
            <Th>{t('preview.problem')}</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((issue, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may have two faults of one kind
            <tr key={`${issue.row} ${issue.column} ${index}`}>
              <RowHead className="whitespace-nowrap">{t('preview.rowNumber', { row: issue.row })}</RowHead>
              <Td phone="title-end">
                {issue.column === null
                  ? t('preview.wholeRow')
                  : all(`${definition.words}.columns.${issue.column}` as never)}
              </Td>
              <Td phone="line">{issue.text}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {issues.length > ISSUES_SHOWN && (
        <p className="py-2 text-sm text-ink-2">{t('preview.moreIssues', { count: ISSUES_SHOWN })}</p>
      )}
    </Section>
  );
}

/** The rows as they will be written; numbers of people only by their last four places. */
export async function RowTable({
  definition,
  rows,
  issues,
}: {
  definition: AnySheet;
  rows: readonly SheetRow[];
  issues: readonly SheetIssue[];
}) {
  const t = await getTranslations('sheets');
  const all = await getTranslations();
  const wrong = new Set(issues.map(({ row, column }) => `${row} ${column}`));
  const used = definition.columns.filter(
    ({ code, required }) => required || rows.some(({ cells }) => cells[code] !== ''),
  );
  const name = ({ code }: SheetColumn) => all(`${definition.words}.columns.${code}` as never);
  const show = ({ code, choices, masked }: SheetColumn, { cells }: SheetRow) => {
    const text = cells[code] ?? '';
    if (masked && text !== '') return `••••${text.slice(-4)}`;
    if (!choices) return text;
    return text
      .split(',')
      .map((part) => (choices.values.includes(part) ? all(`${choices.words}.${part}` as never) : part))
      .join(t('listSeparator'));
  };
  return (
    <Section>
      <SectionHead>{t('preview.rows')}</SectionHead>
      <Table caption={t('preview.rows')}>
        <thead>
          <tr>
            <Th>{t('preview.row')}</Th>
            {used.map((column) => (
              <Th key={column.code}>{name(column)}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS_SHOWN).map((row) => (
            <tr key={row.row}>
              <RowHead className="whitespace-nowrap">{t('preview.rowNumber', { row: row.row })}</RowHead>
              {used.map((column) => (
                <Td key={column.code} label={name(column)}>
                  {wrong.has(`${row.row} ${column.code}`) ? (
                    <span className="border-b-2 border-red">{show(column, row) || '--'}</span>
                  ) : (
                    show(column, row) || '--'
                  )}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {rows.length > ROWS_SHOWN && (
        <p className="py-2 text-sm text-ink-2">{t('preview.moreRows', { count: ROWS_SHOWN })}</p>
      )}
    </Section>
  );
}
