import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { detectTable } from '@/domain/fund-table/detect-table';
import { FUND_TABLE_FIELDS } from '@/domain/fund-table/dictionary';
import { columnLetter } from '@/domain/fund-table/grid';
import { setMappingAction } from '../actions';
import { headOf } from '../import-view';
import type { FoundImport } from '../queries-import';
import { UNITS } from '../schema';

/** How the table is read: year, header, unit, and a column per field. Open by itself while something of it is missing. */
export async function MappingForm({ found }: { found: FoundImport }) {
  const t = await getTranslations('projects');
  const { batch, review } = found;
  const { table } = batch.state;
  const guess = detectTable(batch.grid, table?.headerRow);
  const header = table ?? { headerRow: 1, headerRows: 1 };
  const width = batch.grid.rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => columnLetter(index)).map((letter) => ({
    value: letter,
    label: t('mapping.column', { letter, head: table ? headOf(batch.grid, header, letter) : '' }),
  }));
  const isNeeded =
    review.problems.some((problem) => problem !== 'SHEET_NOT_CHOSEN') ||
    review.tableIssues.some(({ severity }) => severity === 'MUST_FIX');
  return (
    <details open={isNeeded || undefined} className="mt-3 border-y border-rule">
      <summary className="py-2 font-bold text-accent max-md:leading-11">{t('mapping.title')}</summary>
      <ActionForm action={setMappingAction} aria-label={t('mapping.title')} className="pt-2 pb-4">
        <input type="hidden" name="batchId" value={batch.id} />
        <input type="hidden" name="version" value={batch.version} />
        <div className="gap-x-8 md:grid md:grid-cols-4">
          <Field name="year" label={t('mapping.year')} required>
            <TextInput
              inputMode="numeric"
              width="short"
              defaultValue={batch.state.yearChosen ? String(batch.year) : ''}
            />
          </Field>
          <Field name="headerRow" label={t('mapping.headerRow')} required>
            <TextInput inputMode="numeric" width="short" defaultValue={table ? String(header.headerRow) : ''} />
          </Field>
          <Field name="headerRows" label={t('mapping.headerRows')} required>
            <TextInput inputMode="numeric" width="short" defaultValue={String(header.headerRows)} />
          </Field>
          <Field name="unit" label={t('mapping.unit')} hint={unitHint()}>
            <Select
              width="short"
              placeholder={t('choose')}
              options={UNITS.map((value) => ({ value, label: t(`units.${value}`) }))}
              defaultValue={table?.unit ?? ''}
            />
          </Field>
        </div>
        {guess && guess.otherAmountColumns.length > 0 && (
          <p className="mb-3 text-sm text-amber">
            {t('mapping.otherAmounts', { columns: guess.otherAmountColumns.join(', ') })}
          </p>
        )}
        {table && (
          <div className="gap-x-8 md:grid md:grid-cols-3 lg:grid-cols-4">
            {FUND_TABLE_FIELDS.map((field) => (
              <Field key={field} name={`column.${field}`} label={t(`fields.${field}`)}>
                <Select
                  placeholder={t('mapping.noColumn')}
                  options={columns}
                  defaultValue={table.columns[field] ?? ''}
                />
              </Field>
            ))}
          </div>
        )}
        <p className="mb-2 text-sm text-ink-2">{t('mapping.note')}</p>
        <SubmitButton variant="default">{t('mapping.save')}</SubmitButton>
      </ActionForm>
    </details>
  );

  function unitHint(): string | undefined {
    if (guess?.unit)
      return t('mapping.unitFound', { column: guess.unit.column, row: guess.unit.row, text: guess.unit.text });
    if (guess?.unitProblem === 'UNIT_CONFLICT') return t('mapping.unitConflict');
    if (guess?.unitProblem === 'UNIT_UNSUPPORTED') return t('mapping.unitUnsupported');
    return guess ? t('mapping.unitMissing') : undefined;
  }
}
