'use client';

import { useState, useSyncExternalStore } from 'react';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { useIdentityWords } from '@/i18n/client/identity';

const never = () => () => {};

interface PasswordFieldProps {
  name?: string;
  label?: string;
  hint?: string;
  autoComplete?: 'current-password' | 'new-password';
}

/**
 * A password field with a word that shows what was typed; the word is there only where it works. Without a longest length:
 * a browser would cut what is pasted without saying so, and the server says it (PASSWORD_TOO_LONG).
 */
export function PasswordField({
  name = 'password',
  label,
  hint,
  autoComplete = 'current-password',
}: PasswordFieldProps) {
  const t = useIdentityWords();
  const [shown, setShown] = useState(false);
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const toggle = hasScript && (
    <button
      type="button"
      aria-pressed={shown}
      className="text-sm text-accent hover:underline max-md:min-h-11"
      onClick={() => setShown(!shown)}
    >
      {t('showPassword')}
      {label !== undefined && <span className="sr-only"> {label}</span>}
    </button>
  );
  return (
    <Field name={name} label={label ?? t('password')} hint={hint} end={toggle}>
      <TextInput width="full" className="h-10 text-md" type={shown ? 'text' : 'password'} autoComplete={autoComplete} />
    </Field>
  );
}
