'use client';

import type { ComponentProps } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { FileInput } from '@/components/ui/file-input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormAction } from '@/lib/action-result';

/** A table is larger than what a form action takes, so it goes to its own address. */
const uploadTable: FormAction = async (_previous, form) => {
  const response = await fetch('/api/imports', { method: 'POST', body: form, headers: { Accept: 'application/json' } });
  const answer = (await response.json()) as { ok: boolean; redirectTo?: string; message?: string };
  if (answer.ok && answer.redirectTo !== undefined) return { ok: true, redirectTo: answer.redirectTo };
  if (answer.message === undefined) throw new Error('the upload was not answered');
  return { ok: false, fieldErrors: { file: answer.message } };
};

type Words = { file: string; hint: string; send: string };

export function UploadForm({
  words,
  ...rest
}: { words: Words } & Omit<ComponentProps<typeof ActionForm>, 'action' | 'children'>) {
  return (
    <ActionForm action={uploadTable} {...rest}>
      <Field name="file" label={words.file} hint={words.hint} required>
        <FileInput accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" />
      </Field>
      <SubmitButton>{words.send}</SubmitButton>
    </ActionForm>
  );
}
