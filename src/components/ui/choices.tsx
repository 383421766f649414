'use client';

import { type ComponentProps, type ReactNode, useEffect, useId } from 'react';
import { cn } from '@/lib/cn';
import { fieldId, useControl, useFormContext } from './form-context';

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  /** Fields that belong to this choice, drawn below it with a thin left rule. */
  children?: ReactNode;
}

interface GroupProps {
  choices: readonly Choice[];
  name?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
}

/** Radio buttons; put inside `<Field group>`. */
export function RadioGroup({ choices, name, defaultValue, onChange }: GroupProps) {
  const { shared, initial, field } = useControl({ name, defaultValue });
  return (
    <div>
      {choices.map((choice) => (
        <div key={choice.value}>
          <ChoiceRow choice={choice}>
            <input
              type="radio"
              className="dot mt-0.5"
              name={shared.name}
              value={choice.value}
              defaultChecked={initial === choice.value}
              disabled={choice.disabled}
              aria-invalid={field?.error === undefined ? undefined : true}
              onChange={onChange === undefined ? undefined : () => onChange(choice.value)}
            />
          </ChoiceRow>
          {choice.children !== undefined && (
            <div className="my-0.5 mb-2 ml-2 border-l-2 border-rule py-0.5 pl-4.5">{choice.children}</div>
          )}
        </div>
      ))}
    </div>
  );
}

/** Several of many; put inside `<Field group>`. */
export function CheckboxGroup({
  choices,
  name,
  defaultValues = [],
}: {
  choices: readonly Choice[];
  name?: string;
  defaultValues?: readonly string[];
}) {
  const { shared, field } = useControl({ name });
  const sent = field?.sentValue;
  const checked = sent === undefined ? defaultValues : typeof sent === 'string' ? [sent] : sent;
  return (
    <div>
      {choices.map((choice) => (
        <ChoiceRow key={choice.value} choice={choice}>
          <input
            type="checkbox"
            className="tick mt-0.75"
            name={shared.name}
            value={choice.value}
            defaultChecked={checked.includes(choice.value)}
            disabled={choice.disabled}
          />
        </ChoiceRow>
      ))}
    </div>
  );
}

function ChoiceRow({ choice, children }: { choice: Choice; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control comes as child
    <label className="flex items-start gap-2 py-0.75 max-md:py-2.5">
      {children}
      <span className={cn(choice.disabled && 'text-ink-3')}>
        {choice.label}
        {choice.hint !== undefined && <span className="block text-xs text-ink-2">{choice.hint}</span>}
      </span>
    </label>
  );
}

interface CheckboxFieldProps extends Omit<ComponentProps<'input'>, 'type' | 'name'> {
  name: string;
  label: string;
  /** Overrides the error found in the form's state. */
  error?: string;
}

/** One statement to tick, a field of its own; posts `value` (default "true") or nothing. */
export function CheckboxField({
  name,
  label,
  error: given,
  className,
  value = 'true',
  defaultChecked,
  ...rest
}: CheckboxFieldProps) {
  const form = useFormContext();
  const fallbackId = useId();
  const id = form === null ? fallbackId : fieldId(form.formId, name);
  const failed = form?.state?.ok === false ? form.state : undefined;
  const error = given ?? failed?.fieldErrors[name];
  const sent = failed?.values ?? (form?.restored[name] === undefined ? undefined : form.restored);
  const register = form?.register;
  useEffect(() => register?.(name, label), [register, name, label]);
  return (
    <div className={cn(error !== undefined && '-ml-4 border-l-4 border-red pl-3', className)}>
      {error !== undefined && (
        <p id={`${id}-error`} className="text-sm font-bold text-red">
          {error}
        </p>
      )}
      <label className="flex items-start gap-2 py-0.75 max-md:py-2.5">
        <input
          {...rest}
          type="checkbox"
          id={id}
          name={name}
          value={value}
          className="tick mt-0.75"
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          defaultChecked={sent === undefined ? defaultChecked : sent[name] === value}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
