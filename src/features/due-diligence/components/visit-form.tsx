import { getLocale, getTranslations } from 'next-intl/server';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { SavedMark } from '@/features/drafts/components/autosaved-form';
import { DraftedForm } from '@/features/drafts/components/drafted-form';
import { formKeys } from '@/features/drafts/form-keys';
import { labelOf } from '@/i18n/label';
import { recordVisit } from '../actions';
import type { DueDiligenceView } from '../queries';

/** One more visit: when, where, who was there and what they saw. Photos follow once it is recorded. */
export async function VisitForm({ view, today }: { view: DueDiligenceView; today: Day }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  return (
    <DraftedForm
      action={recordVisit}
      aria-label={t('newVisit')}
      formKey={formKeys.visit(view.facts.id)}
      href={`/cases/${view.facts.id}/due-diligence/visit`}
      title={`${t('newVisit')} ${view.title}`}
      caseId={view.facts.id}
    >
      <input type="hidden" name="caseId" value={view.facts.id} />
      <Field
        name="visitedOn"
        label={t('visitedOn')}
        hint={t('visitedOnHint', { earliest: view.consultedOn, latest: today })}
        required
      >
        <DateInput min={view.consultedOn} max={today} />
      </Field>
      <Field name="place" label={t('visitPlace')} hint={t('visitPlaceHint')} required>
        <TextInput defaultValue={view.place} />
      </Field>
      <Field name="visitorIds" label={t('visitVisitors')} hint={t('visitVisitorsHint')} group required>
        <CheckboxGroup
          choices={view.managers.map((manager) => ({ value: manager.userId, label: labelOf(manager.name, locale) }))}
          defaultValues={view.managers.map((manager) => manager.userId)}
        />
      </Field>
      <Field name="observations" label={t('observations')} hint={t('observationsHint')} required>
        <TextArea rows={5} />
      </Field>
      <div className="flex items-center gap-3">
        <SubmitButton>{t('visitSubmit')}</SubmitButton>
        <SavedMark />
      </div>
    </DraftedForm>
  );
}
