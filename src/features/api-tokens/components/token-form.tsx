import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, TextInput } from '@/components/ui/inputs';
import { OnceShown, UntilDone, WhenDone } from '@/components/ui/once';
import { SubmitButton } from '@/components/ui/submit-button';
import { makeApiToken } from '../actions';

/** For whom and for what a key is made; the key stands in the place of the form afterwards, once. */
export function TokenForm() {
  const t = useTranslations('administration');
  return (
    <ActionForm action={makeApiToken} aria-label={t('tokens.make')} className="max-w-160">
      <OnceShown
        words={{
          title: t('tokens.made'),
          once: t('tokens.once'),
          label: t('tokens.purpose'),
          secret: t('tokens.key'),
          download: t('tokens.key'),
          fileName: '',
        }}
      />
      <UntilDone>
        <Field name="username" label={t('username')} hint={t('tokens.usernameHint')} required>
          <TextInput width="medium" maxLength={32} autoComplete="off" autoCapitalize="off" spellCheck={false} />
        </Field>
        <Field name="purpose" label={t('tokens.purpose')} hint={t('tokens.purposeHint')} required>
          <TextInput maxLength={100} />
        </Field>
        <Field name="lastDay" label={t('tokens.lastDay')} required>
          <DateInput />
        </Field>
        <SubmitButton>{t('tokens.make')}</SubmitButton>
      </UntilDone>
      <WhenDone>
        {/* a whole new page: the form must not come back with what it shows once */}
        <a href="/admin/tokens">{t('tokens.makeAnother')}</a>
      </WhenDone>
    </ActionForm>
  );
}
