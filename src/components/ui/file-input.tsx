'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { cn } from '@/lib/cn';
import { useControl } from './form-context';

/** The browser's file field drawn as a place to drop on: the real input lies over it, so dropping works by itself. */
export function FileInput({ className, onChange, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const t = useTranslations('common');
  const { shared, field } = useControl(rest);
  const [names, setNames] = useState<string[]>([]);
  return (
    <div
      className={cn(
        'relative flex min-h-22 flex-wrap items-center justify-center gap-x-3 border-2 border-dashed p-4 text-sm',
        field?.error === undefined ? 'border-rule-strong' : 'border-red',
        'focus-within:border-accent focus-within:outline-3 focus-within:outline-accent hover:bg-wash',
        className,
      )}
    >
      <span aria-hidden="true" className="rounded-ctl border border-rule-strong bg-paper px-2.5 py-0.75">
        {t('fileChoose')}
      </span>
      <span aria-hidden="true" className="text-ink-3">
        {t('fileDrop')}
      </span>
      <span className="w-full text-center text-ink-2" aria-live="polite">
        {names.length === 0 ? t('fileNone') : names.join(', ')}
      </span>
      <input
        type="file"
        {...rest}
        {...shared}
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => {
          setNames(Array.from(event.currentTarget.files ?? [], (file) => file.name));
          onChange?.(event);
        }}
      />
    </div>
  );
}
