import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { linkUserIdentity } from '../actions';

/** Which subject of the identity provider an account belongs to. */
export function LinkIdentityForm({ userId, subject }: { userId: string; subject: string | null }) {
  const t = useTranslations('administration');
  return (
    <ConfirmPanel title={t('external')} className="mt-6">
      <ActionForm action={linkUserIdentity} aria-label={t('external')}>
        <input type="hidden" name="userId" value={userId} />
        <Field name="subject" label={t('externalSubject')} hint={t('externalSubjectHint')}>
          <TextInput
            width="medium"
            maxLength={255}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            defaultValue={subject ?? ''}
          />
        </Field>
        <SubmitButton variant="default">{t('link')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
