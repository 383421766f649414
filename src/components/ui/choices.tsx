'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { useControl } from './form-context';

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

interface CheckboxFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  /** Error beside it; inside a `<Field group>` the field's own is used. */
  error?: string;
}

/** One statement to tick; posts `value` (default "true") or nothing. */
export function CheckboxField({
  label,
  error,
  className,
  value = 'true',
  defaultChecked,
  ...rest
}: CheckboxFieldProps) {
  const { shared, field } = useControl(rest);
  const sent = field?.sentValue;
  return (
    <div className={className}>
      {error !== undefined && <p className="text-sm font-bold text-red">{error}</p>}
      <label className="flex items-start gap-2 py-0.75 max-md:py-2.5">
        <input
          {...rest}
          type="checkbox"
          name={shared.name}
          value={value}
          className="tick mt-0.75"
          aria-invalid={error !== undefined || field?.error !== undefined ? true : undefined}
          defaultChecked={sent === undefined ? defaultChecked : sent === value}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
