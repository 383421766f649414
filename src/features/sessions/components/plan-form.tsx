import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup, RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { VOTE_MODES } from '@/domain/session';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { editPlan, plan } from '../actions';
import type { SessionView } from '../queries';

type Choice = { id: string; name: Label };
type Props = {
  approvers: readonly Choice[];
  programmes: readonly Choice[];
  today: Day;
  /** the plan that is changed; none: a new one */
  view?: SessionView;
};

/** When, where, who, and how they vote. The programme is fixed with the first plan: an agenda has cases of one. */
export async function PlanForm({ approvers, programmes, today, view }: Props) {
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const session = view?.session;
  const [day, time] = session ? formatInstant(session.plannedAt).split(' ') : [today, '09:00'];
  const people = approvers.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }));
  const title = t(session ? 'edit' : 'new');
  return (
    <ActionForm action={session ? editPlan : plan} aria-label={title}>
      {session ? (
        <>
          <input type="hidden" name="sessionId" value={session.id} />
          <input type="hidden" name="revision" value={session.revision} />
        </>
      ) : (
        <Field name="programmeId" label={t('programme')} required>
          <Select
            width="long"
            placeholder={t('choose')}
            defaultValue={programmes.length === 1 ? programmes[0]?.id : undefined}
            options={programmes.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }))}
          />
        </Field>
      )}
      <Field name="title" label={t('sessionTitle')} hint={t('sessionTitleHint')} required>
        <TextInput maxLength={100} defaultValue={session?.title} />
      </Field>
      <div className="flex flex-wrap gap-x-6">
        <Field name="plannedOn" label={t('plannedOn')} required>
          <DateInput min={today} defaultValue={day} />
        </Field>
        <Field name="plannedTime" label={t('plannedTime')} required>
          <TextInput type="time" width="short" defaultValue={time} />
        </Field>
      </div>
      <Field name="place" label={t('place')} required>
        <TextInput maxLength={100} defaultValue={session?.place} />
      </Field>
      <Field name="member[]" label={t('members')} hint={t('membersHint')} required group>
        <CheckboxGroup choices={people} defaultValues={view?.members.map((row) => row.userId) ?? []} />
      </Field>
      <Field name="chairId" label={t('chair')} hint={t('chairHint')} required>
        <Select width="long" placeholder={t('choose')} options={people} defaultValue={session?.chairId} />
      </Field>
      <Field name="quorum" label={t('quorum')} hint={t('quorumHint')} required>
        <TextInput width="short" inputMode="numeric" defaultValue={String(session?.quorum ?? 2)} />
      </Field>
      <Field name="mode" label={t('mode')} required group>
        <RadioGroup
          defaultValue={session?.mode ?? 'ALL'}
          choices={VOTE_MODES.map((mode) => ({
            value: mode,
            label: t(`modes.${mode}`),
            hint: t(`modeHints.${mode}`),
            ...(mode === 'RATIO'
              ? {
                  children: (
                    <Field name="ratio" label={t('ratio')} hint={t('ratioHint')} className="mb-0">
                      <TextInput
                        width="short"
                        inputMode="decimal"
                        defaultValue={((session?.ratioBps ?? 6_667) / 100).toFixed(2)}
                      />
                    </Field>
                  ),
                }
              : {}),
          }))}
        />
      </Field>
      <SubmitButton>{t(session ? 'saveEdit' : 'saveNew')}</SubmitButton>
    </ActionForm>
  );
}
