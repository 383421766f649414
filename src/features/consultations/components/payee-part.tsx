import { getTranslations } from 'next-intl/server';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { Part } from './part';

/** Where the money is to go. An account on file is never shown in full; left empty it stays. */
export async function PayeePart({
  name,
  account,
  owed,
}: {
  name?: string | null;
  account?: string | null;
  owed: boolean;
}) {
  const t = await getTranslations('consultations');
  return (
    <Part title={t('sections.payee')}>
      <Field name="payeeName" label={t('fields.payeeName')} hint={t('fields.payeeNameHint')} required={owed}>
        <TextInput autoComplete="off" defaultValue={name ?? ''} />
      </Field>
      <Field
        name="payeeAccount"
        label={t('fields.payeeAccount')}
        hint={account ? t('fields.payeeAccountKeep', { account }) : t('fields.payeeAccountHint')}
        required={owed}
      >
        <TextInput width="medium" inputMode="numeric" autoComplete="off" />
      </Field>
    </Part>
  );
}
