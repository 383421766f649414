import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { IDLE_MINUTES, LOCK_AFTER_FAILURES, LOCK_MINUTES } from '@/domain/sign-in';
import { signIn } from '../sign-in';
import { PasswordField } from './password-field';

interface SignInFormProps {
  /** Where the reader wanted to go. */
  from: string;
  ended?: SignInNotice;
  /** An identity provider is configured: the other way in. */
  hasProvider: boolean;
}

/** Name and password, and the way by the identity provider where there is one. */
export function SignInForm({ from, ended, hasProvider }: SignInFormProps) {
  const t = useTranslations('identity');
  return (
    <>
      {ended !== undefined && (
        <p role="status" className="mb-4.5 border-l-4 border-accent bg-wash px-3 py-2 text-sm">
          {t(`ended.${ended}`, { minutes: IDLE_MINUTES })}
          {ended === 'signed-out-provider' && (
            <a href="/api/provider/sign-out" className="block min-h-6 text-accent hover:underline max-md:min-h-11">
              {t('provider.signOut')}
            </a>
          )}
        </p>
      )}
      <ActionForm action={signIn}>
        <input type="hidden" name="from" value={from} />
        <Field name="username" label={t('username')}>
          <TextInput
            width="full"
            className="h-10 text-md"
            autoComplete="username"
            maxLength={64}
            autoCapitalize="off"
          />
        </Field>
        <PasswordField />
        <SubmitButton className="h-11 w-full text-md tracking-[.2em]">{t('signIn')}</SubmitButton>
      </ActionForm>
      {hasProvider && (
        // a whole navigation: the answer leads to another site
        <a
          href={`/api/provider/start?${new URLSearchParams({ from })}`}
          className={buttonClass('default', 'normal', 'mt-3 h-11 w-full')}
        >
          {t('provider.signIn')}
        </a>
      )}
      <ul className="mt-4 border-t border-rule-strong pt-3 text-sm leading-5.5 text-ink-2">
        <li>{t('hintLock', { count: LOCK_AFTER_FAILURES, minutes: LOCK_MINUTES })}</li>
        <li>{t('hintForgotten')}</li>
        <li>{t('hintRecorded')}</li>
      </ul>
    </>
  );
}

const NOTICES = [
  'idle',
  'expired',
  'revoked',
  'signed-out',
  'signed-out-provider',
  'provider-away',
  'provider-refused',
  'set-up',
] as const;
export type SignInNotice = (typeof NOTICES)[number];

/** Why the reader is here, from the address; anything unknown says nothing. */
export function toSignInNotice(value: string | string[] | undefined): SignInNotice | undefined {
  return NOTICES.find((notice) => notice === value);
}
