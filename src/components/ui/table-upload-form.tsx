'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import type { FormAction } from '@/lib/action-result';
import { Button } from './button';
import { Field } from './field';
import { FileInput } from './file-input';
import { useActionForm } from './use-action-form';

/** A table is larger than what a form action takes, so it goes to its own address. */
const uploadTo =
  (address: string, missing: string, streamed: boolean): FormAction =>
  async (_previous, form) => {
    const file = form.get('file');
    if (file instanceof File && file.name === '' && file.size === 0)
      return { ok: false, fieldErrors: { file: missing } };
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (streamed && file instanceof File) headers['X-File-Name'] = encodeURIComponent(file.name);
    const body = streamed ? (file as File) : form;
    const response = await fetch(address, { method: 'POST', body, headers });
    const answer = (await response.json()) as { ok: boolean; redirectTo?: string; message?: string };
    if (answer.ok && answer.redirectTo !== undefined) return { ok: true, redirectTo: answer.redirectTo };
    if (answer.message === undefined) throw new Error('the upload was not answered');
    return { ok: false, fieldErrors: { file: answer.message } };
  };

type Words = { title: string; file: string; hint: string; send: string };

type Props = {
  /** the route that takes the table, and answers with the page of its preview */
  address: string;
  words: Words;
  refused?: string | undefined;
  /** the file alone is the body, its name in `X-File-Name`: for what is too long to be kept in memory as a form */
  streamed?: boolean;
  /** hidden fields that go with it */
  children?: ReactNode;
};

/** Sends a table from a spreadsheet program. Posts by itself where no script runs; `refused` is then why it came back. */
export function TableUploadForm({ address, words, refused, streamed = false, children }: Props) {
  const t = useTranslations('common');
  const form = useRef<HTMLFormElement>(null);
  const { state, pending, formProps } = useActionForm(uploadTo(address, t('fileMissing'), streamed), (result) => {
    if (!result.ok) form.current?.querySelector<HTMLInputElement>('input[type=file]')?.focus();
  });
  const error = state?.ok === false ? (state.fieldErrors.file ?? state.formError) : refused;
  return (
    <form
      ref={form}
      {...formProps}
      action={address}
      method="post"
      encType="multipart/form-data"
      aria-label={words.title}
    >
      {children}
      {/* read out at once; shown at the field, the only one there is */}
      <div role="alert" className="sr-only">
        {error}
      </div>
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
