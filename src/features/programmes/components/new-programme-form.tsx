import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { makeProgramme } from '../actions';

/** A programme of its own, begun as a copy. */
export function NewProgrammeForm({
  definitions,
  provinces,
}: {
  definitions: readonly { id: string; code: string; name: Label; province: string; version: number }[];
  provinces: readonly { id: number; name: string }[];
}) {
  const t = useTranslations('programmes');
  const locale = useLocale();
  return (
    <ActionForm action={makeProgramme} aria-label={t('new.title')} className="max-w-160">
      <Field name="basedOn" label={t('new.basedOn')} required>
        <Select
          width="long"
          placeholder="--"
          options={definitions.map((row) => ({
            value: row.id,
            label: `${row.code} ${labelOf(row.name, locale)} ${row.province} ${t('versionNumber', { number: row.version })}`,
          }))}
        />
      </Field>
      <Field name="code" label={t('new.code')} hint={t('new.codeHint')} required>
        <TextInput width="short" maxLength={6} autoComplete="off" />
      </Field>
      <Field name="nameZh" label={t('new.nameZh')} required>
        <TextInput maxLength={50} autoComplete="off" />
      </Field>
      <Field name="nameEn" label={t('new.nameEn')} required>
        <TextInput maxLength={100} autoComplete="off" />
      </Field>
      <Field name="province" label={t('province')} required>
        <Select placeholder="--" options={provinces.map((row) => ({ value: String(row.id), label: row.name }))} />
      </Field>
      <SubmitButton>{t('new.submit')}</SubmitButton>
    </ActionForm>
  );
}
