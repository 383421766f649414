'use client';

import type { ReactNode } from 'react';
import { Button } from './button';
import { useFormState } from './form-context';
import { SayBar } from './say-bar';
import { RowHead, Table, Td, Th } from './table';

type Words = { title: string; once: string; label: string; secret: string; download: string; fileName: string };

/** What a form's success shows once, inside its `<ActionForm>`: never fetched again, gone with the page. */
export function OnceShown({ words }: { words: Words }) {
  const { state } = useFormState();
  const secrets = state?.ok === true ? (state.secrets ?? []) : [];
  if (secrets.length === 0) return null;

  function download() {
    const lines = [[words.label, words.secret], ...secrets.map(({ label, secret }) => [label, secret])];
    // the mark tells spreadsheet programs that this is UTF-8
    const blob = new Blob(['\uFEFF', lines.map((line) => line.join(',')).join('\r\n')], { type: 'text/csv' });
    const url = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = url;
    link.download = words.fileName;
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <section aria-label={words.title} className="my-4 max-w-160">
      <SayBar tone="amber" live detail={words.once}>
        {words.title}
      </SayBar>
      <div className="mt-3">
        <Table caption={words.title}>
          <thead>
            <tr>
              <Th>{words.label}</Th>
              <Th>{words.secret}</Th>
            </tr>
          </thead>
          <tbody>
            {secrets.map(({ label, secret }) => (
              <tr key={label}>
                <RowHead>{label}</RowHead>
                <Td label={words.secret}>
                  <code className="text-md select-all">{secret}</code>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {secrets.length > 1 && (
        <Button type="button" className="mt-3" onClick={download}>
          {words.download}
        </Button>
      )}
    </section>
  );
}

/** The fields of a form that is filled once: gone after its success, so that what it shows stands alone. */
export function UntilDone({ children }: { children: ReactNode }) {
  const { state } = useFormState();
  return state?.ok === true ? null : children;
}

/** What takes the place of those fields. */
export function WhenDone({ children }: { children: ReactNode }) {
  const { state } = useFormState();
  return state?.ok === true ? children : null;
}
