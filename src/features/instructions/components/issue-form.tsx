import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import type { Role } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import type { FormAction } from '@/lib/action-result';
import type { Addressee } from '../people-queries';

/** What is asked, of whom, until when; `children` are the hidden fields that say about what. */
export async function IssueForm({
  action,
  people,
  today,
  inFiveDays,
  children,
}: {
  action: FormAction;
  people: readonly Addressee[];
  today: Day;
  /** five working days on: the deadline that is offered */
  inFiveDays: Day;
  children: ReactNode;
}) {
  const t = await getTranslations('instructions');
  return (
    <ActionForm action={action} aria-label={t('issue')}>
      {children}
      <Field name="addresseeId" label={t('addressee')} required>
        <Select width="long" placeholder={t('chooseAddressee')} options={await peopleOptions(people)} />
      </Field>
      <Field name="text" label={t('text')} hint={t('textHint')} required>
        <TextArea rows={4} maxLength={500} />
      </Field>
      <Field name="dueOn" label={t('dueOn')} hint={t('dueOnHint')} required>
        <DateInput min={today} defaultValue={inFiveDays} />
      </Field>
      <SubmitButton>{t('issue')}</SubmitButton>
    </ActionForm>
  );
}

/** People as choices: name, roles, organisation. */
export async function peopleOptions(
  people: readonly {
    id: string;
    name: Addressee['name'];
    organisation: Addressee['organisation'];
    roles: readonly Role[];
  }[],
): Promise<{ value: string; label: string }[]> {
  const locale = await getLocale();
  const t = await getTranslations('instructions');
  const roles = await getTranslations('roles');
  return people.map((person) => ({
    value: person.id,
    label: t('person', {
      name: labelOf(person.name, locale),
      roles: person.roles.map((role) => roles(role)).join(t('separator')),
      organisation: labelOf(person.organisation, locale),
    }),
  }));
}
