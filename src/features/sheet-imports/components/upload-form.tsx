'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FileInput } from '@/components/ui/file-input';
import { SayBar } from '@/components/ui/say-bar';
import { useActionForm } from '@/components/ui/use-action-form';
import type { FormAction } from '@/lib/action-result';

/** A table is larger than what a form action takes, so it goes to its own address. */
const uploadSheet: FormAction = async (_previous, form) => {
  const response = await fetch('/api/sheets', { method: 'POST', body: form, headers: { Accept: 'application/json' } });
  const answer = (await response.json()) as { ok: boolean; redirectTo?: string; message?: string };
  if (answer.ok && answer.redirectTo !== undefined) return { ok: true, redirectTo: answer.redirectTo };
  if (answer.message === undefined) throw new Error('the upload was not answered');
  return { ok: false, fieldErrors: { file: answer.message } };
};

type Words = { title: string; file: string; hint: string; send: string };

/** Posts by itself where no script runs; `refused` is then why it came back. */
export function SheetUploadForm({
  kind,
  words,
  refused,
}: {
  kind: string;
  words: Words;
  refused?: string | undefined;
}) {
  const { state, pending, formProps } = useActionForm(uploadSheet);
  const error = state?.ok === false ? (state.fieldErrors.file ?? state.formError) : refused;
  return (
    <form {...formProps} action="/api/sheets" method="post" encType="multipart/form-data" aria-label={words.title}>
      <input type="hidden" name="kind" value={kind} />
      <div role="alert">{error !== undefined && <SayBar tone="red">{error}</SayBar>}</div>
      <Field
        name="file"
        label={words.file}
        hint={words.hint}
        required
        className="mt-3"
        {...(error === undefined ? {} : { error })}
      >
        <FileInput
          name="file"
          accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
      </Field>
      <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
        {words.send}
      </Button>
    </form>
  );
}
