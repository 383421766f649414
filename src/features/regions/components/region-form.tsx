import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { addRegionUnit } from '../actions';
import { EXTRA_LEVEL_NAMES } from '../schema';

/** A unit that the national extract lacks. */
export function RegionForm() {
  const t = useTranslations('administration');
  return (
    <ActionForm action={addRegionUnit} aria-label={t('addRegion')} className="max-w-160">
      <Field name="level" label={t('regionLevel')} required>
        <Select
          placeholder="--"
          options={EXTRA_LEVEL_NAMES.map((level) => ({ value: level, label: t(`levels.${level}`) }))}
        />
      </Field>
      <Field name="name" label={t('regionName')} required>
        <TextInput width="medium" maxLength={60} />
      </Field>
      <Field name="parent" label={t('regionParent')} hint={t('placeHint')} required>
        <TextInput maxLength={200} />
      </Field>
      <Field name="code" label={t('regionCode')} hint={t('regionCodeHint')}>
        <TextInput width="medium" maxLength={20} inputMode="numeric" />
      </Field>
      <Field name="validFrom" label={t('validFrom')} required>
        <DateInput />
      </Field>
      <SubmitButton>{t('addRegion')}</SubmitButton>
    </ActionForm>
  );
}
