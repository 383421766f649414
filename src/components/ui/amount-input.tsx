'use client';

import { type ComponentProps, useState } from 'react';
import { cn } from '@/lib/cn';
import { useControl } from './form-context';
import { controlClass } from './inputs';

interface AmountInputProps extends Omit<ComponentProps<'input'>, 'value' | 'type'> {
  /** Beside the field, e.g. the word for 10,000 yuan. */
  unit: string;
  /** What the typed text means, in capitals; '' when it is not an amount. Must be pure and quick. */
  describe?: (value: string) => string;
}

/** An amount as typed, its unit beside it and its capitals (大写) below, live. The server reads it, not this field. */
export function AmountInput({ unit, describe: toWords, className, defaultValue, ...rest }: AmountInputProps) {
  const { shared, initial } = useControl({ ...rest, defaultValue });
  const first = initial === undefined ? '' : String(initial);
  const [typed, setTyped] = useState(first);
  const echo = toWords?.(typed) ?? '';
  return (
    <div>
      <div className="flex items-center gap-2">
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          {...rest}
          {...shared}
          defaultValue={first}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className={controlClass('short', cn('w-36 text-right', className))}
        />
        <span className="text-sm whitespace-nowrap text-ink-2">{unit}</span>
      </div>
      {toWords !== undefined && (
        <output htmlFor={shared.id} aria-live="polite" className="block min-h-5 text-sm text-ink-2">
          {echo}
        </output>
      )}
    </div>
  );
}
