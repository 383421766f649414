import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { OnceShown, UntilDone, WhenDone } from '@/components/ui/once';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import type { FormAction } from '@/lib/action-result';
import { type AccountFacts, AccountFields } from './account-fields';

function usePasswordWords() {
  const t = useTranslations('sheets.secrets');
  return {
    title: t('title'),
    once: t('once'),
    label: t('account'),
    secret: t('secret'),
    download: t('download'),
    fileName: t('fileName'),
  };
}

/** Opens one account; its one-time password stands in the place of the form afterwards. */
export function OpenAccountForm({ action, organisations }: { action: FormAction; organisations: readonly Label[] }) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={action} aria-label={t('openAccount')} className="max-w-160">
      <OnceShown words={usePasswordWords()} />
      <UntilDone>
        <Field name="username" label={t('username')} hint={t('usernameHint')} required>
          <TextInput width="medium" maxLength={32} autoComplete="off" autoCapitalize="off" spellCheck={false} />
        </Field>
        <AccountFields organisations={organisations} />
        <SubmitButton>{t('openAccount')}</SubmitButton>
      </UntilDone>
      <WhenDone>
        <p className="flex flex-wrap gap-3">
          {/* a whole new page: the form must not come back with what it shows once */}
          <a href="/admin/users/new">{t('openAnother')}</a>
          <ButtonLink href="/admin/users">{t('backToUsers')}</ButtonLink>
        </p>
      </WhenDone>
    </ActionForm>
  );
}

/** Changes an account; what may not be changed here (the user name) is said, not drawn. */
export function EditAccountForm({
  action,
  userId,
  account,
  organisations,
}: {
  action: FormAction;
  userId: string;
  account: AccountFacts;
  organisations: readonly Label[];
}) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={action} aria-label={t('editAccount')} className="max-w-160">
      <input type="hidden" name="userId" value={userId} />
      <AccountFields organisations={organisations} account={account} />
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}

/** A new one-time password, shown once in the place of the button. */
export function ResetPasswordForm({ action, userId }: { action: FormAction; userId: string }) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={action} aria-label={t('resetPassword')} className="border-b border-rule py-2 last:border-b-0">
      <input type="hidden" name="userId" value={userId} />
      <OnceShown words={usePasswordWords()} />
      <UntilDone>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="text-sm text-ink-2">{t('resetPasswordWhat')}</p>
          <SubmitButton variant="default">{t('resetPassword')}</SubmitButton>
        </div>
      </UntilDone>
    </ActionForm>
  );
}
