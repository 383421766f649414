import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { PASSWORD_MIN } from '@/domain/password';
import { changeMyPassword } from '../actions';
import { PasswordField } from './password-field';

/** Old password once, new one twice. `from`: where to go on afterwards; without it the form says that it is done. */
export function ChangePasswordForm({ from }: { from?: string }) {
  const t = useTranslations('identity');
  return (
    <ActionForm action={changeMyPassword} aria-label={t('changePassword')} resetOnSuccess>
      {from !== undefined && <input type="hidden" name="from" value={from} />}
      <PasswordField
        name="oldPassword"
        label={t(from === undefined ? 'oldPassword' : 'oneTimePassword')}
        autoComplete="current-password"
      />
      <PasswordField
        name="newPassword"
        label={t('newPassword')}
        hint={t('newPasswordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
      />
      <PasswordField name="newPasswordAgain" label={t('newPasswordAgain')} autoComplete="new-password" />
      <SubmitButton>{t('changePassword')}</SubmitButton>
    </ActionForm>
  );
}
