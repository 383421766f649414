import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { recentPeriods } from '@/domain/bulletin';
import type { Day } from '@/domain/calendar';
import { labelOf } from '@/i18n/label';
import { draft } from '../actions';
import type { NewBulletinForm } from '../queries';
import { CUSTOM } from '../schema';

/** Programme, units, period and day of a new bulletin; everything else is computed. */
export function NewForm({ form, today }: { form: NewBulletinForm; today: Day }) {
  const t = useTranslations('bulletins');
  const locale = useLocale();
  const { months, quarters } = recentPeriods(today);
  const options = [
    ...months.map((value) => ({ value, label: value })),
    ...quarters.map((value) => ({ value, label: value.replace('-', ' ') })),
    { value: CUSTOM, label: t('custom') },
  ];
  return (
    <ActionForm action={draft} aria-label={t('new')} className="max-w-160">
      <Field name="programmeId" label={t('programme')} required>
        <Select
          width="full"
          placeholder={t('choose')}
          options={form.programmes.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
        />
      </Field>
      <Field name="unitLevel" label={t('unitLevel')} hint={t('unitLevelHint', { place: form.place })} required>
        <Select
          defaultValue={form.unitLevels[0]}
          options={form.unitLevels.map((value) => ({ value, label: t(`levels.${value as 'TOWNSHIP'}`) }))}
        />
      </Field>
      <Field name="period" label={t('period')} required>
        <Select defaultValue={months[0]} options={options} />
      </Field>
      <Field name="from" label={t('from')} hint={t('customHint')}>
        <DateInput max={today} />
      </Field>
      <Field name="until" label={t('until')} hint={t('customHint')}>
        <DateInput />
      </Field>
      <Field name="asOf" label={t('asOf')} hint={t('asOfHint')}>
        <DateInput max={today} />
      </Field>
      <SubmitButton>{t('draftSubmit')}</SubmitButton>
    </ActionForm>
  );
}
