import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxField } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { TARGET_MEASURES, type TargetMeasure } from '@/domain/measures';
import { labelOf } from '@/i18n/label';
import { change, discard, freeze, freezeBelow, revise, set } from '../actions';
import { MilestoneFields, type MilestoneInput } from './milestone-fields';

/** A target of a place or an organisation, with its milestones. */
export function SetForm({ programmes, startOn }: { programmes: readonly { id: string; name: Label }[]; startOn: Day }) {
  const t = useTranslations('targets');
  const measures = useTranslations('figures.pace.measures');
  const locale = useLocale();
  return (
    <ActionForm action={set} aria-label={t('new')} className="max-w-160">
      <Field name="programmeId" label={t('programme')} required>
        <Select
          width="full"
          placeholder={t('choose')}
          options={programmes.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
        />
      </Field>
      <Field name="region" label={t('region')} hint={t('regionHint')}>
        <TextInput maxLength={100} />
      </Field>
      <Field name="organisation" label={t('organisation')} hint={t('organisationHint')}>
        <TextInput maxLength={100} />
      </Field>
      <Field name="measure" label={t('measure')} required>
        <Select
          defaultValue={TARGET_MEASURES[0]}
          options={TARGET_MEASURES.map((value) => ({ value, label: measures(value) }))}
        />
      </Field>
      <Field name="name" label={t('name')} hint={t('nameHint')} required>
        <TextInput maxLength={60} />
      </Field>
      <Field name="startOn" label={t('startOn')} hint={t('startHint')} required>
        <DateInput defaultValue={startOn} />
      </Field>
      <MilestoneFields milestones={[]} />
      <SubmitButton>{t('saveDraft')}</SubmitButton>
    </ActionForm>
  );
}

type Milestones = { targetId: string; measure: TargetMeasure; milestones: readonly MilestoneInput[]; isShare: boolean };

/** Other values of a draft; of a share within what the target above leaves it, or as a stretch. */
export function ChangeForm({ targetId, measure, milestones, isShare }: Milestones) {
  const t = useTranslations('targets');
  return (
    <ActionForm action={change} aria-label={t('change')}>
      <input type="hidden" name="targetId" value={targetId} />
      <input type="hidden" name="measure" value={measure} />
      <MilestoneFields milestones={milestones} fixed={isShare} />
      {isShare && <CheckboxField name="stretch" label={t('stretch')} />}
      <SubmitButton variant="default">{t('changeSubmit')}</SubmitButton>
    </ActionForm>
  );
}

/** Another target in place of a frozen one, by a document and with a reason. */
export function ReviseForm({ targetId, measure, milestones, isShare }: Milestones) {
  const t = useTranslations('targets');
  return (
    <ActionForm action={revise} aria-label={t('revise')}>
      <input type="hidden" name="targetId" value={targetId} />
      <input type="hidden" name="measure" value={measure} />
      <MilestoneFields milestones={milestones} fixed={isShare} />
      {isShare && <CheckboxField name="stretch" label={t('stretch')} />}
      <Field name="reason" label={t('reason')} required>
        <TextArea rows={2} maxLength={500} />
      </Field>
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="full" maxLength={100} />
      </Field>
      <SubmitButton variant="default">{t('reviseSubmit')}</SubmitButton>
    </ActionForm>
  );
}

/** Puts a draft, or all drafts below, in force by a document. */
export function FreezeForm({ targetId, below = false }: { targetId: string; below?: boolean }) {
  const t = useTranslations('targets');
  return (
    <ActionForm action={below ? freezeBelow : freeze} aria-label={t(below ? 'freezeBelow' : 'freeze')}>
      <input type="hidden" name="targetId" value={targetId} />
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="full" maxLength={100} />
      </Field>
      <SubmitButton>{t('freezeSubmit')}</SubmitButton>
    </ActionForm>
  );
}

export function DiscardForm({ targetId }: { targetId: string }) {
  const t = useTranslations('targets');
  return (
    <ActionForm action={discard} aria-label={t('discard')}>
      <input type="hidden" name="targetId" value={targetId} />
      <SubmitButton variant="danger">{t('discardSubmit')}</SubmitButton>
    </ActionForm>
  );
}
