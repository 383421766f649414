import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { AmountEntry } from '@/features/amount-entry';
import { agree, benefit, end } from '../actions';
import type { HouseholdChoice, LinkagesView, LinkageView } from '../queries';
import { BENEFIT_KINDS } from '../schema';

/** Records an agreement with households of the county. */
export async function AgreeForm({
  view,
  households,
  today,
}: {
  view: LinkagesView;
  households: readonly HouseholdChoice[];
  today: Day;
}) {
  const t = await getTranslations('linkages');
  return (
    <ActionForm action={agree} aria-label={t('agree.title')}>
      <input type="hidden" name="caseId" value={view.facts.id} />
      <Field name="model" label={t('fields.model')} required>
        <Select
          width="long"
          placeholder={t('choose')}
          options={view.facts.definition.linkageModels.map((model) => ({ value: model, label: t(`models.${model}`) }))}
        />
      </Field>
      <Field name="signedOn" label={t('fields.signedOn')} required>
        <DateInput max={today} defaultValue={today} />
      </Field>
      <Field name="propertyRights" label={t('fields.propertyRights')} hint={t('agree.propertyRightsHint')} required>
        <TextArea rows={2} maxLength={500} />
      </Field>
      <Field name="term" label={t('fields.term')} hint={t('agree.termHint')} required>
        <TextInput width="short" maxLength={10} />
      </Field>
      <Field name="benefitKind" label={t('columns.kind')} required>
        <Select
          width="medium"
          placeholder={t('choose')}
          options={BENEFIT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
      </Field>
      <Field name="promised" label={t('agree.promised')} required>
        <AmountEntry unit="YUAN" />
      </Field>
      <Field name="householdIds" label={t('agree.households')} hint={t('agree.householdsHint')} group required>
        <CheckboxGroup choices={households.map((row) => ({ value: row.id, label: `${row.name} ${row.place}` }))} />
      </Field>
      <SubmitButton>{t('agree.submit')}</SubmitButton>
    </ActionForm>
  );
}

/** Ends the agreement in force, with the reason. */
export async function EndForm({ view, agreement }: { view: LinkagesView; agreement: LinkageView }) {
  const t = await getTranslations('linkages');
  return (
    <div className="screen-only mt-4">
      <ConfirmDialog trigger={t('end.title')} title={t('end.title')} description={t('end.why')}>
        <ActionForm action={end} aria-label={t('end.title')}>
          <input type="hidden" name="caseId" value={view.facts.id} />
          <input type="hidden" name="agreementId" value={agreement.id} />
          <Field name="reason" label={t('end.reason')} required>
            <TextArea rows={2} maxLength={500} />
          </Field>
          <SubmitButton variant="danger">{t('end.submit')}</SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </div>
  );
}

/** What one household received. */
export async function BenefitForm({
  view,
  agreement,
  today,
}: {
  view: LinkagesView;
  agreement: LinkageView;
  today: Day;
}) {
  const t = await getTranslations('linkages');
  return (
    <ConfirmPanel title={t('benefit.title')}>
      <ActionForm action={benefit} aria-label={t('benefit.title')} resetOnSuccess>
        <input type="hidden" name="caseId" value={view.facts.id} />
        <Field name="linkedHouseholdId" label={t('columns.household')} required>
          <Select
            width="full"
            placeholder={t('choose')}
            options={agreement.households.map((row) => ({ value: row.id, label: `${row.name} ${row.place}` }))}
          />
        </Field>
        <Field name="amount" label={t('benefit.amount')} required>
          <AmountEntry unit="YUAN" />
        </Field>
        <Field name="receivedOn" label={t('benefit.receivedOn')} required>
          <DateInput max={today} defaultValue={today} />
        </Field>
        <Field name="note" label={t('benefit.note')}>
          <TextInput width="full" maxLength={200} />
        </Field>
        <SubmitButton>{t('benefit.submit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
