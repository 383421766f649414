import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { PROGRESS_LIMITS } from '@/domain/progress';
import { ask } from '../ask';

/** Receipt number and the end of the telephone; the answer stands over the fields. */
export async function ProgressForm() {
  const t = await getTranslations('progress');
  return (
    <>
      <ActionForm action={ask} aria-label={t('title')}>
        <Field name="reference" label={t('reference')} hint={t('referenceHint')}>
          <TextInput
            width="full"
            className="h-10 text-md"
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
          />
        </Field>
        <Field name="phoneEnd" label={t('phoneEnd')} hint={t('phoneEndHint')}>
          <TextInput width="short" className="h-10 text-md" maxLength={8} inputMode="numeric" autoComplete="off" />
        </Field>
        <SubmitButton className="h-11 w-full text-md">{t('ask')}</SubmitButton>
      </ActionForm>
      <ul className="mt-4 border-t border-rule-strong pt-3 text-sm leading-5.5 text-ink-2">
        <li>{t('hintShown')}</li>
        <li>{t('hintLimit', { count: PROGRESS_LIMITS.reference.limit })}</li>
        <li>{t('hintHelp')}</li>
      </ul>
    </>
  );
}
