import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { verifyRecord } from '../actions';

/** Verifies the chain of a place; what comes of it is said above the form, which keeps what was typed. */
export function VerifyForm() {
  const t = useTranslations('seals');
  return (
    <ActionForm action={verifyRecord} aria-label={t('verify')} className="max-w-160">
      <Field name="place" label={t('place')} hint={t('placeHint')} required>
        <TextInput width="medium" maxLength={80} />
      </Field>
      <Field name="from" label={t('from')} hint={t('fromHint')}>
        <DateInput />
      </Field>
      <Field name="to" label={t('to')}>
        <DateInput />
      </Field>
      <SubmitButton>{t('verify')}</SubmitButton>
    </ActionForm>
  );
}
