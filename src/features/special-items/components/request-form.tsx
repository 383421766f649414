import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { AmountEntry } from '@/features/amount-entry';
import { labelOf } from '@/i18n/label';
import { request } from '../actions';

type Choice = { id: string; name: Label };

/** What is asked of head office: what for, how much in all, until when, and by which paper. */
export async function RequestForm({
  organisations,
  programmes,
  today,
}: {
  organisations: readonly Choice[];
  programmes: readonly Choice[];
  today: Day;
}) {
  const t = await getTranslations('special-items');
  const locale = await getLocale();
  const options = (rows: readonly Choice[]) =>
    rows.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }));
  const only = (rows: readonly Choice[]) => (rows.length === 1 ? rows[0]?.id : undefined);
  return (
    <ActionForm action={request} aria-label={t('new')} className="max-w-160">
      <Field name="title" label={t('itemTitle')} hint={t('itemTitleHint')} required>
        <TextInput maxLength={100} />
      </Field>
      <Field name="programmeId" label={t('programme')} required>
        <Select width="long" placeholder={t('choose')} options={options(programmes)} defaultValue={only(programmes)} />
      </Field>
      <Field name="organisationId" label={t('organisation')} hint={t('organisationHint')} required>
        <Select
          width="long"
          placeholder={t('choose')}
          options={options(organisations)}
          defaultValue={only(organisations)}
        />
      </Field>
      <Field name="ceilingFen" label={t('ceiling')} hint={t('ceilingHint')} required>
        <AmountEntry />
      </Field>
      <Field name="approvals" label={t('approvals')} hint={t('approvalsHint')} required>
        <TextInput width="short" inputMode="numeric" defaultValue="2" />
      </Field>
      <div className="flex flex-wrap gap-x-6">
        <Field name="validFrom" label={t('validFrom')} required>
          <DateInput defaultValue={today} />
        </Field>
        <Field name="validTo" label={t('validTo')} hint={t('validToHint')} required>
          <DateInput min={today} />
        </Field>
      </div>
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <Field name="reason" label={t('reason')} required>
        <TextArea rows={4} />
      </Field>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
