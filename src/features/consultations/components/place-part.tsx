import { getLocale, getTranslations } from 'next-intl/server';
import { Field } from '@/components/ui/field';
import { DateInput, Select } from '@/components/ui/inputs';
import type { Day } from '@/domain/calendar';
import { labelOf } from '@/i18n/label';
import type { RegistrationForm } from '../queries';
import { Part } from './part';

interface PlacePartProps {
  form: RegistrationForm;
  /** the person's own branch carries the case; there is nothing to choose */
  ownBranch: boolean;
  mayChooseGreen: boolean;
  today: Day;
}

/** Where it is, since when, and which financier carries it. */
export async function PlacePart({ form, ownBranch, mayChooseGreen, today }: PlacePartProps) {
  const t = await getTranslations('consultations');
  const locale = await getLocale();
  const only = form.villages.length === 1 ? form.villages[0]?.id : undefined;
  return (
    <Part title={t('sections.branch')}>
      {form.villages.length > 0 && (
        <Field name="villageId" label={t('fields.village')}>
          <Select
            {...(only === undefined ? { placeholder: t('fields.wholeTownship') } : {})}
            defaultValue={only ? String(only) : ''}
            options={form.villages.map((row) => ({ value: String(row.id), label: row.name }))}
          />
        </Field>
      )}
      {!ownBranch && (
        <Field name="branchId" label={t('fields.branch')} required>
          <Select
            width="long"
            placeholder={t('choose')}
            defaultValue={form.branches.length === 1 ? form.branches[0]?.id : ''}
            options={form.branches.map((branch) => ({ value: branch.id, label: labelOf(branch.name, locale) }))}
          />
        </Field>
      )}
      <Field name="consultedOn" label={t('fields.consultedOn')} required>
        <DateInput defaultValue={today} max={today} />
      </Field>
      {mayChooseGreen && form.greenCriteria.length > 0 && (
        <Field name="green" label={t('fields.green')} hint={t('fields.greenHint')}>
          <Select
            width="long"
            placeholder={t('fields.ordinaryLane')}
            options={form.greenCriteria.map((row) => ({ value: row.code, label: labelOf(row.name, locale) }))}
          />
        </Field>
      )}
    </Part>
  );
}
