import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import type { Label } from '@/domain/actor';
import { ROLES, type Role } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';

export type AccountFacts = {
  name: Label;
  staffNumber: string;
  organisation: Label;
  roles: readonly Role[];
  email: string | null;
};

/** The fields of an account that can change later; the organisation is typed and completed from those there are. */
export function AccountFields({ organisations, account }: { organisations: readonly Label[]; account?: AccountFacts }) {
  const t = useTranslations('administration');
  const roles = useTranslations('roles');
  const locale = useLocale();
  const listId = useId();
  return (
    <>
      <Field name="nameZh" label={t('nameZh')} required>
        <TextInput width="medium" maxLength={60} defaultValue={account?.name.zh} autoComplete="off" />
      </Field>
      <Field name="nameEn" label={t('nameEn')} hint={t('nameEnHint')}>
        <TextInput width="medium" maxLength={60} defaultValue={account?.name.en} autoComplete="off" />
      </Field>
      <Field name="staffNumber" label={t('staffNumber')} required>
        <TextInput width="medium" maxLength={30} defaultValue={account?.staffNumber} autoComplete="off" />
      </Field>
      <Field name="organisation" label={t('organisation')} hint={t('organisationHint')} required>
        <TextInput
          list={listId}
          maxLength={100}
          defaultValue={account ? labelOf(account.organisation, locale) : undefined}
          autoComplete="off"
        />
      </Field>
      <datalist id={listId}>
        {organisations.map((name) => (
          <option key={`${name.zh} ${name.en}`} value={labelOf(name, locale)} />
        ))}
      </datalist>
      <Field name="roles" label={t('roles')} hint={t('rolesHint')} required group>
        <CheckboxGroup
          choices={ROLES.map((role) => ({ value: role, label: roles(role) }))}
          defaultValues={account?.roles ?? []}
        />
      </Field>
      <Field name="email" label={t('email')} hint={t('emailHint')}>
        <TextInput width="medium" type="email" maxLength={120} defaultValue={account?.email ?? undefined} />
      </Field>
    </>
  );
}
