'use client';

import { createContext, useContext } from 'react';
import type { ActionResult, FormValues } from '@/lib/action-result';

interface FormContextValue {
  formId: string;
  state: ActionResult | null;
  pending: boolean;
  /** What a draft of this form holds: wins over the first values of its fields. */
  restored: FormValues;
  /** Tells the form what a field is called, so that the error summary speaks the same words. */
  register: (name: string, label: string) => void;
}

export const FormContext = createContext<FormContextValue | null>(null);

export interface FieldContextValue {
  name: string;
  id: string;
  required: boolean;
  error: string | undefined;
  describedBy: string | undefined;
  /** What was typed in the failed submission, else what a draft holds, else undefined. */
  sentValue: string | string[] | undefined;
}

export const FieldContext = createContext<FieldContextValue | null>(null);

/** The id of a field inside a form: stable, so that the error summary can link to it. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replace(/[^\w-]/g, '_')}`;
}

/** The form around a field; null outside of one (filters). */
export function useFormContext(): FormContextValue | null {
  return useContext(FormContext);
}

/** State of the surrounding `<ActionForm>`: last result and whether a submission is under way. */
export function useFormState(): { state: ActionResult | null; pending: boolean } {
  const form = useContext(FormContext);
  return { state: form?.state ?? null, pending: form?.pending ?? false };
}

const NOTHING: FormValues = {};

/** What a draft of the surrounding form holds, for parts that draw themselves after it; empty without one. */
export function useRestored(): FormValues {
  return useContext(FormContext)?.restored ?? NOTHING;
}

interface ControlProps {
  name?: string | undefined;
  id?: string | undefined;
  defaultValue?: string | number | readonly string[] | undefined;
}

/**
 * What a control takes from its `<Field>`: name, id, error and the value of a failed submission. A control outside a
 * Field brings its own name and aria-label.
 */
export function useControl(props: ControlProps) {
  const field = useContext(FieldContext);
  const sent = field?.sentValue;
  return {
    field,
    shared: {
      name: props.name ?? field?.name,
      id: props.id ?? field?.id,
      'aria-invalid': field?.error === undefined ? undefined : true,
      'aria-describedby': field?.describedBy,
      'aria-required': field?.required === true ? true : undefined,
    } as const,
    initial: typeof sent === 'string' ? sent : props.defaultValue,
  };
}
