import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { labelOf } from '@/i18n/label';
import { draftText } from '../actions';
import type { PublishedText } from '../published-texts';

/** A programme begun from its published text, where there is nothing yet to copy. */
export function PublishedTextForm({
  texts,
  provinces,
}: {
  texts: readonly PublishedText[];
  provinces: readonly { id: number; name: string }[];
}) {
  const t = useTranslations('programmes');
  const locale = useLocale();
  return (
    <ActionForm action={draftText} aria-label={t('texts.title')} className="max-w-160">
      <Field name="text" label={t('texts.text')} required>
        <Select
          width="long"
          placeholder="--"
          options={texts.map(({ code, name }) => ({ value: code, label: `${code} ${labelOf(name, locale)}` }))}
        />
      </Field>
      <Field name="province" label={t('province')} required>
        <Select placeholder="--" options={provinces.map((row) => ({ value: String(row.id), label: row.name }))} />
      </Field>
      <SubmitButton>{t('texts.submit')}</SubmitButton>
    </ActionForm>
  );
}
