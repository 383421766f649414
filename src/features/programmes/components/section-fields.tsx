'use client';

import { useLocale } from 'next-intl';
import { AmountInput } from '@/components/ui/amount-input';
import { CheckboxField, CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextArea, TextInput } from '@/components/ui/inputs';
import { amountToInput } from '@/domain/money';
import { useProgrammeWords } from '@/i18n/client/programmes';
import type { FormNode } from '../form-nodes';
import { RowsField } from './section-rows';

export type NodeProps = { node: FormNode; name: string; value: unknown };

const BPS_PER_PERCENT = 100;
const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** One parameter of a definition, by its kind; `name` is its address in the form. */
export function NodeField({ node, name, value }: NodeProps) {
  const t = useProgrammeWords();
  const head = { name, label: node.label, required: node.required, ...(node.hint ? { hint: node.hint } : {}) };
  switch (node.kind) {
    case 'rows':
      return <RowsField node={node} name={name} value={value} />;
    case 'group':
      return <GroupField node={node} name={name} value={value} />;
    case 'label':
      return <LabelField node={node} name={name} value={value} />;
    case 'yesNo':
      return (
        <div className="mb-4.5">
          <CheckboxField name={name} label={node.label} defaultChecked={value === true} />
          {node.hint && <p className="text-sm text-ink-2">{node.hint}</p>}
        </div>
      );
    case 'choices':
      return (
        <Field {...head} group>
          <div className="[&>div]:grid [&>div]:gap-x-4 md:[&>div]:grid-cols-3">
            <CheckboxGroup choices={node.options ?? []} defaultValues={(value as string[] | undefined) ?? []} />
          </div>
        </Field>
      );
    case 'choice':
      return (
        <Field {...head}>
          <Select
            options={node.options ?? []}
            placeholder={node.required ? '--' : t('edit.noChoice')}
            defaultValue={textOf(value)}
          />
        </Field>
      );
    case 'amount':
      return (
        <Field {...head}>
          <AmountInput
            unit={t('wan')}
            defaultValue={value === null || value === undefined ? '' : amountToInput(BigInt(value as string), 'WAN')}
          />
        </Field>
      );
    case 'rate':
      return (
        <Field {...head}>
          <AmountInput
            unit={t('edit.percent')}
            defaultValue={typeof value === 'number' ? String(value / BPS_PER_PERCENT) : ''}
          />
        </Field>
      );
    case 'count':
      return (
        <Field {...head}>
          <TextInput width="short" inputMode="numeric" autoComplete="off" defaultValue={textOf(value)} />
        </Field>
      );
    default:
      return (
        <Field {...head}>
          {node.lines ? (
            <TextArea defaultValue={textOf(value)} />
          ) : (
            <TextInput autoComplete="off" defaultValue={textOf(value)} />
          )}
        </Field>
      );
  }
}

/** The same words in both languages. */
function LabelField({ node, name, value }: NodeProps) {
  const t = useProgrammeWords();
  const both = (value ?? {}) as { zh?: string; en?: string };
  return (
    <div className="grid gap-x-4 md:grid-cols-2">
      {(['zh', 'en'] as const).map((language) => (
        <Field
          key={language}
          name={`${name}.${language}`}
          label={`${node.label} ${t(`fields.${language}`)}`}
          required={node.required}
        >
          <TextInput width="full" autoComplete="off" defaultValue={both[language] ?? ''} />
        </Field>
      ))}
    </div>
  );
}

/** Something a programme has or has not, with what it then consists of. */
function GroupField({ node, name, value }: NodeProps) {
  const inner = (value ?? {}) as Record<string, unknown>;
  return (
    <fieldset className="mb-4.5 border-l-2 border-rule pl-4">
      <legend className="sr-only">{node.label}</legend>
      <CheckboxField name={`${name}.set`} label={node.label} defaultChecked={value !== null && value !== undefined} />
      <div className="mt-2">
        {node.fields?.map((field) => (
          <NodeField key={field.name} node={field} name={`${name}.${field.name}`} value={inner[field.name]} />
        ))}
      </div>
    </fieldset>
  );
}

/** What a row is called while it is edited: its words, else the first of its choices. */
export function useRowTitle() {
  const locale = useLocale();
  return (node: FormNode, value: Record<string, unknown>): string => {
    for (const name of ['name', 'question']) {
      const label = value[name] as { zh?: string; en?: string } | undefined;
      if (label?.zh) return (locale === 'en' && label.en) || label.zh;
    }
    if (typeof value.title === 'string' && value.title !== '') return value.title;
    const choice = node.fields?.find((field) => field.kind === 'choice');
    const chosen = choice?.options?.find((entry) => entry.value === value[choice.name]);
    return chosen?.label ?? '';
  };
}
