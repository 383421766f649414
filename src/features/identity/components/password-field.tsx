'use client';

import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore } from 'react';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';

const never = () => () => {};

/** The password field with a word that shows what was typed; the word is there only where it works. */
export function PasswordField() {
  const t = useTranslations('identity');
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
    </button>
  );
  return (
    <Field name="password" label={t('password')} end={toggle}>
      <TextInput
        width="full"
        className="h-10 text-md"
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        maxLength={200}
      />
    </Field>
  );
}
