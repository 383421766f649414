import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { labelOf } from '@/i18n/label';
import { assign } from '../actions';
import type { AssignableView, DueDiligenceView } from '../queries';

const PARTS = [
  { part: 'MANAGER_A', name: 'managerAId' },
  { part: 'MANAGER_B', name: 'managerBId' },
] as const;

/** Two managers of the branch, with what each already carries and why one cannot be chosen. */
export async function AssignForm({ view, people }: { view: DueDiligenceView; people: readonly AssignableView[] }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  const choices = people.map((person) => ({
    value: person.userId,
    label: t('person', { name: labelOf(person.name, locale), number: person.staffNumber }),
    hint: person.refusal ? t(`unavailable.${whyNot(person)}`) : t('openCases', { count: person.openCases }),
    disabled: person.refusal !== null,
  }));
  return (
    <ActionForm action={assign} aria-label={t('task.assign')}>
      <input type="hidden" name="caseId" value={view.facts.id} />
      <input type="hidden" name="version" value={view.facts.version} />
      {PARTS.map(({ part, name }) => {
        const present = people.find((person) => person.part === part)?.userId;
        return (
          <Field key={part} name={name} label={t(`part.${part}`)} hint={t(`partHint.${part}`)} group required>
            <RadioGroup choices={choices} {...(present === undefined ? {} : { defaultValue: present })} />
          </Field>
        );
      })}
      <SubmitButton>{t('assignSubmit')}</SubmitButton>
    </ActionForm>
  );
}

const whyNot = (person: AssignableView) =>
  person.refusal?.code === 'CONFLICT_DECLARED' ? 'CONFLICT_DECLARED' : 'SAME_PERSON';
