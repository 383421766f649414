'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Button } from './button';
import { useFormState } from './form-context';

/**
 * The button that sends the form; says so while it is under way. It is not disabled, so that the focus stays; the form
 * ignores a second press. `name`/`value` tell the action which button it was.
 */
export function SubmitButton({ children, variant = 'primary', ...rest }: ComponentProps<typeof Button>) {
  const t = useTranslations('common');
  const { pending } = useFormState();
  return (
    <Button type="submit" variant={variant} aria-disabled={pending || undefined} {...rest}>
      {pending ? t('submitting') : children}
    </Button>
  );
}

/** Sends the form as a draft: posts `intent=draft`; Ctrl+S presses it. */
export function DraftButton({ children, ...rest }: ComponentProps<typeof Button>) {
  return (
    <Button type="submit" name="intent" value="draft" data-save-draft="" {...rest}>
      {children}
    </Button>
  );
}
