'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FACTOR_FIELD } from '@/lib/action-result';
import { Field } from './field';
import { TextInput } from './inputs';

/** The field for a code of the authenticator, or for a recovery code; telephones offer the code they hold. */
export function FactorField({ hint }: { hint?: ReactNode }) {
  const t = useTranslations('common');
  return (
    <Field name={FACTOR_FIELD} label={t('factorCode')} hint={hint ?? t('factorHint')} required>
      <TextInput
        width="medium"
        className="h-10 text-md tracking-[.1em]"
        autoComplete="one-time-code"
        inputMode="text"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={20}
      />
    </Field>
  );
}
