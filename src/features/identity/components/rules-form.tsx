import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { ROLES } from '@/domain/permissions';
import { changeIdentityRules } from '../actions';
import type { IdentityRules } from '../queries-rules';

/** Which roles must have a second factor, and how long a password lasts. */
export function RulesForm({ rules }: { rules: IdentityRules }) {
  const t = useTranslations('identity.rules');
  const roles = useTranslations('roles');
  return (
    <ActionForm action={changeIdentityRules} aria-label={t('title')} className="max-w-160">
      <Field name="roles" label={t('roles')} hint={t('rolesHint')} group>
        <CheckboxGroup
          choices={ROLES.map((role) => ({ value: role, label: roles(role) }))}
          defaultValues={rules.roles}
        />
      </Field>
      <Field name="passwordDays" label={t('passwordDays')} hint={t('passwordDaysHint')} required>
        <TextInput width="short" inputMode="numeric" defaultValue={String(rules.passwordDays)} />
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
