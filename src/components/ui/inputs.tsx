'use client';

import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';
import { useControl } from './form-context';

/** Widths in characters; a field is as wide as what belongs into it. */
const widths = {
  short: 'w-28',
  medium: 'w-58',
  long: 'w-full max-w-120',
  full: 'w-full',
} as const;

export type ControlWidth = keyof typeof widths;

export function controlClass(width: ControlWidth, className?: string) {
  return cn('control max-md:w-full max-md:text-md', widths[width], className);
}

interface Sized {
  width?: ControlWidth;
}

/** One line of text. Numbers are text with `inputMode`, so that what was typed always survives. */
export function TextInput({ width = 'long', className, defaultValue, ...rest }: ComponentProps<'input'> & Sized) {
  const { shared, initial } = useControl({ ...rest, defaultValue });
  const value = rest.value === undefined ? { defaultValue: initial } : {};
  return <input type="text" {...rest} {...shared} {...value} className={controlClass(width, className)} />;
}

/** A calendar day by the browser's own picker; the value is 'YYYY-MM-DD'. */
export function DateInput({ className, ...rest }: ComponentProps<'input'>) {
  return <TextInput {...rest} type="date" width="short" className={cn('w-38', className)} />;
}

export function TextArea({ width = 'full', className, defaultValue, ...rest }: ComponentProps<'textarea'> & Sized) {
  const { shared, initial } = useControl({ ...rest, defaultValue });
  const value = rest.value === undefined ? { defaultValue: initial } : {};
  return <textarea rows={3} {...rest} {...shared} {...value} className={controlClass(width, className)} />;
}

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

interface SelectProps extends ComponentProps<'select'>, Sized {
  options: readonly Option[];
  /** First, empty choice. */
  placeholder?: string;
}

/** The browser's own list of choices. */
export function Select({ width = 'medium', className, options, placeholder, defaultValue, ...rest }: SelectProps) {
  const { shared, initial } = useControl({ ...rest, defaultValue });
  const value = rest.value === undefined ? { defaultValue: initial } : {};
  return (
    // A new key lets the returned value of a failed submission without JavaScript win over the first default.
    <select key={String(initial)} {...rest} {...shared} {...value} className={controlClass(width, className)}>
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
