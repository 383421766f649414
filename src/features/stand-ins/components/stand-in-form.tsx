import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { labelOf } from '@/i18n/label';
import { arrangeStandIn } from '../actions';
import type { Colleague, StandIns } from '../queries';

/** Who is away, who does their work meanwhile, and on which days. */
export function StandInForm({ standIns }: { standIns: StandIns }) {
  const t = useTranslations('stand-ins');
  const roles = useTranslations('roles');
  const locale = useLocale();
  const options = (people: readonly Colleague[]) =>
    people.map((person) => ({
      value: person.id,
      label: `${labelOf(person.name, locale)} ${person.roles.map((role) => roles(role)).join(t('separator'))}`,
    }));
  return (
    <ActionForm action={arrangeStandIn} aria-label={t('arrange')} className="max-w-160" resetOnSuccess>
      <Field name="absentId" label={t('absent')} required>
        <Select
          placeholder="--"
          options={options(standIns.absent)}
          defaultValue={standIns.absent.length === 1 ? standIns.absent[0]?.id : undefined}
        />
      </Field>
      <Field name="standInId" label={t('standIn')} hint={t('standInHint')} required>
        <Select placeholder="--" options={options(standIns.colleagues)} />
      </Field>
      <Field name="validFrom" label={t('validFrom')} required>
        <DateInput />
      </Field>
      <Field name="lastDay" label={t('lastDay')} required>
        <DateInput />
      </Field>
      <Field name="reason" label={t('reason')} required>
        <TextInput maxLength={200} />
      </Field>
      <SubmitButton>{t('arrange')}</SubmitButton>
    </ActionForm>
  );
}
