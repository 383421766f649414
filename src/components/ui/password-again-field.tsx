'use client';

import { useTranslations } from 'next-intl';
import { PASSWORD_FIELD } from '@/lib/action-result';
import { Field } from './field';
import { TextInput } from './inputs';

/** The field for one's own password, typed once more before something is shown or done. */
export function PasswordAgainField() {
  const t = useTranslations('common');
  return (
    <Field name={PASSWORD_FIELD} label={t('freshPassword')} hint={t('freshPasswordHint')} required>
      <TextInput type="password" width="medium" autoComplete="current-password" />
    </Field>
  );
}
