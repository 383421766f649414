'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId } from 'react';
import { cn } from '@/lib/cn';
import { FieldContext, fieldId, useFormContext } from './form-context';

interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  required?: boolean;
  /** A group of choices (RadioGroup, CheckboxGroup): drawn as fieldset and legend. */
  group?: boolean;
  /** Overrides the error found in the form's state. */
  error?: string;
  /** Right of the label, e.g. a link to the phrases. */
  end?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Label above, hint, error between label and control, left bar when wrong. Finds its error and value in the form. */
export function Field({
  name,
  label,
  hint,
  required = false,
  group = false,
  end,
  className,
  children,
  ...given
}: FieldProps) {
  const t = useTranslations('common');
  const form = useFormContext();
  const fallbackId = useId();
  const id = form === null ? `${fallbackId}-${name}` : fieldId(form.formId, name);
  const failed = form?.state?.ok === false ? form.state : undefined;
  const error = given.error ?? failed?.fieldErrors[name];
  const register = form?.register;

  useEffect(() => register?.(name, label), [register, name, label]);

  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined;
  const Frame = group ? 'fieldset' : 'div';
  const heading = (
    <>
      {label}
      {required && <span className="ml-2 text-xs font-normal text-ink-3">{t('required')}</span>}
    </>
  );

  return (
    <FieldContext.Provider
      value={{ name, id, required, error, describedBy, sentValue: failed?.values?.[name] ?? form?.restored[name] }}
    >
      <Frame
        id={group ? id : undefined}
        tabIndex={group ? -1 : undefined}
        aria-describedby={group ? describedBy : undefined}
        className={cn(
          'mb-4.5 min-w-0',
          error !== undefined && '-ml-4 border-l-4 border-red pl-3 md:-ml-4.5 md:pl-3.5',
          className,
        )}
      >
        {group ? (
          <legend className="mb-0.5 font-bold">{heading}</legend>
        ) : (
          <div className="mb-0.5 flex items-baseline justify-between gap-4">
            <label htmlFor={id} className="font-bold">
              {heading}
            </label>
            {end}
          </div>
        )}
        {hint !== undefined && (
          <div id={hintId} className="mb-1 text-sm text-ink-2">
            {hint}
          </div>
        )}
        {error !== undefined && (
          <p id={errorId} className="mb-1 text-sm font-bold text-red">
            {error}
          </p>
        )}
        {children}
      </Frame>
    </FieldContext.Provider>
  );
}
