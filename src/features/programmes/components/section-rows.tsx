'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { fieldId, useFormContext } from '@/components/ui/form-context';
import { useProgrammeEditWords } from '@/i18n/client/programmes';
import type { FormNode } from '../form-nodes';
import { NodeField, type NodeProps, useRowTitle } from './section-fields';

type Row = { id: string; value: Record<string, unknown>; fresh: boolean };

/** Rows of so many fields are folded, so that a list can be overlooked. */
const FOLDED_FROM = 5;

/**
 * A list whose rows are added, removed and moved by buttons. A row keeps its name in the form wherever it stands: what was
 * typed stays with it, and the server reads the rows in the order in which they are posted.
 */
export function RowsField({ node, name, value }: NodeProps) {
  const t = useProgrammeEditWords();
  const form = useFormContext();
  const added = useRef(0);
  const adder = useRef<HTMLButtonElement>(null);
  const [rows, setRows] = useState<Row[]>(() =>
    ((value ?? []) as Record<string, unknown>[]).map((row, index) => ({ id: `r${index}`, value: row, fresh: false })),
  );
  const error = form?.state?.ok === false ? form.state.fieldErrors[name] : undefined;

  function add() {
    added.current += 1;
    setRows((known) => [...known, { id: `n${added.current}`, value: {}, fresh: true }]);
  }
  function remove(id: string) {
    setRows((known) => known.filter((row) => row.id !== id));
    adder.current?.focus();
  }
  const moveUp = (index: number) =>
    setRows((known) => {
      const [above, row] = [known[index - 1], known[index]];
      return above && row ? [...known.slice(0, index - 1), row, above, ...known.slice(index + 1)] : known;
    });

  return (
    <fieldset id={fieldId(form?.formId ?? '', name)} tabIndex={-1} className="mb-4.5 min-w-0">
      <legend className="mb-0.5 font-bold">{node.label}</legend>
      {node.hint && <p className="mb-1 text-sm text-ink-2">{node.hint}</p>}
      {error && <p className="mb-1 text-sm font-bold text-red">{error}</p>}
      {rows.length === 0 && <p className="mb-2 text-sm text-ink-3">{t('empty')}</p>}
      {rows.map((row, index) => (
        <RowFields
          key={row.id}
          node={node}
          name={`${name}.${row.id}`}
          row={row}
          number={index + 1}
          onRemove={() => remove(row.id)}
          {...(index > 0 ? { onMoveUp: () => moveUp(index) } : {})}
        />
      ))}
      <Button ref={adder} type="button" onClick={add} aria-label={`${t('add')} ${node.label}`}>
        {t('add')}
      </Button>
    </fieldset>
  );
}

function RowFields({
  node,
  name,
  row,
  number,
  onRemove,
  onMoveUp,
}: {
  node: FormNode;
  name: string;
  row: Row;
  number: number;
  onRemove: () => void;
  onMoveUp?: () => void;
}) {
  const t = useProgrammeEditWords();
  const form = useFormContext();
  const titleOf = useRowTitle();
  const fields = node.fields ?? [];
  const title = titleOf(node, row.value);
  const heading = `${t('row', { list: node.label, number })} ${title}`.trim();
  const wrong =
    form?.state?.ok === false && Object.keys(form.state.fieldErrors).some((field) => field.startsWith(`${name}.`));
  const content = (
    <>
      {fields.map((field) => (
        <NodeField key={field.name} node={field} name={`${name}.${field.name}`} value={row.value[field.name]} />
      ))}
      <div className="mb-3 flex gap-3">
        {onMoveUp && (
          <Button type="button" size="small" onClick={onMoveUp} aria-label={`${t('moveUp')} ${heading}`}>
            {t('moveUp')}
          </Button>
        )}
        <Button type="button" size="small" variant="danger" onClick={onRemove} aria-label={`${t('remove')} ${heading}`}>
          {t('remove')}
        </Button>
      </div>
    </>
  );
  const folded = fields.length >= FOLDED_FROM || fields.some((field) => field.kind === 'rows');
  return (
    <fieldset className="mb-2 min-w-0 border-l-2 border-rule pl-4">
      <legend className="sr-only">{heading}</legend>
      {folded ? (
        // a row with something wrong is open: its message could not be seen
        <details open={row.fresh || wrong || undefined}>
          <summary className="min-h-9 cursor-pointer py-1.5 text-accent underline max-md:min-h-11 max-md:py-2.75">
            {number}. {title || t('newRow')}
          </summary>
          <div className="pt-2">{content}</div>
        </details>
      ) : (
        <div className="pt-1">{content}</div>
      )}
    </fieldset>
  );
}
