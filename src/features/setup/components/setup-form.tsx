import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { PASSWORD_MIN } from '@/domain/password';
import { PasswordField } from '@/features/identity/components/password-field';
import { setUp } from '../set-up';

/** Code, operator, and the account of the first security administrator. */
export function SetupForm() {
  const t = useTranslations('identity.setup');
  const identity = useTranslations('identity');
  const text = { width: 'full', className: 'h-10 text-md', autoComplete: 'off' } as const;
  return (
    <ActionForm action={setUp} aria-label={t('title')}>
      <Field name="code" label={t('code')} hint={t('codeHint')} required>
        <TextInput {...text} maxLength={60} autoCapitalize="off" spellCheck={false} />
      </Field>
      <Field name="organisationZh" label={t('organisation')} required>
        <TextInput {...text} maxLength={100} />
      </Field>
      <Field name="organisationEn" label={t('organisationEn')} hint={t('organisationEnHint')}>
        <TextInput {...text} maxLength={100} />
      </Field>
      <Field name="nameZh" label={t('name')} required>
        <TextInput {...text} maxLength={60} />
      </Field>
      <Field name="nameEn" label={t('nameEn')} hint={t('organisationEnHint')}>
        <TextInput {...text} maxLength={60} />
      </Field>
      <Field name="username" label={t('username')} hint={t('usernameHint')} required>
        <TextInput {...text} maxLength={32} autoComplete="username" autoCapitalize="off" spellCheck={false} />
      </Field>
      <PasswordField
        name="newPassword"
        label={identity('newPassword')}
        hint={identity('newPasswordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
      />
      <PasswordField name="newPasswordAgain" label={identity('newPasswordAgain')} autoComplete="new-password" />
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
