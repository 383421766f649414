import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/inputs';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { chooseSheetAction, skipDuplicatesAction } from '../actions';
import { describeIssue } from '../issue-text';
import type { FoundImport } from '../queries-import';

/** What concerns the whole table: the sheet to pick, what could not be found, and lines imported before. */
export async function ImportNotices({ found }: { found: FoundImport }) {
  const t = await getTranslations('projects');
  const { batch, review } = found;
  const { sheetNames } = batch.state;
  const batchFields = (
    <>
      <input type="hidden" name="batchId" value={batch.id} />
      <input type="hidden" name="version" value={batch.version} />
    </>
  );
  return (
    <div className="mt-3 space-y-3">
      {review.problems.map((problem) => (
        <SayBar key={problem} tone="red">
          {t(`problems.${problem}`, { count: sheetNames.length })}
        </SayBar>
      ))}
      {sheetNames.length > 1 && (
        <ActionForm action={chooseSheetAction} aria-label={t('sheetForm.label')}>
          {batchFields}
          <Field name="sheetName" label={t('sheetForm.label')} className="mb-2">
            <Select options={sheetNames.map((name) => ({ value: name, label: name }))} defaultValue={batch.sheetName} />
          </Field>
          <SubmitButton variant="default">{t('sheetForm.choose')}</SubmitButton>
        </ActionForm>
      )}
      {review.tableIssues.map((issue) => (
        <SayBar key={`${issue.code}-${issue.field}`} tone={issue.severity === 'MUST_FIX' ? 'red' : 'amber'}>
          {describeIssue(t, issue)}
        </SayBar>
      ))}
      {review.duplicates > 0 && (
        <SayBar tone="red" detail={t('duplicates.note')}>
          {t('duplicates.title', { count: review.duplicates })}
        </SayBar>
      )}
      {review.duplicates > 0 && (
        <ActionForm action={skipDuplicatesAction} aria-label={t('duplicates.skip')}>
          {batchFields}
          <SubmitButton variant="default">{t('duplicates.skip')}</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
