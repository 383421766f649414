import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { CheckboxField } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { addMember } from '../actions';
import { MEMBER_RELATIONS } from '../schema';
import { IdentityEntry } from './identity-entry';

export async function AddMemberForm({ householdId }: { householdId: string }) {
  const t = await getTranslations('applicants');
  return (
    // The form surrounds the fold, so that the answer and any error stand outside of it.
    <ActionForm action={addMember} resetOnSuccess aria-label={t('members.add')} className="screen-only mt-3">
      <input type="hidden" name="householdId" value={householdId} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('members.add')}</summary>
        <div className="mt-3 max-w-120 border-l-2 border-rule pl-4.5">
          <Field name="name" label={t('members.name')} required>
            <TextInput width="medium" autoComplete="off" />
          </Field>
          <Field name="relation" label={t('members.relation')} required>
            <Select
              options={MEMBER_RELATIONS.map((value) => ({ value, label: t(`relations.${value}`) }))}
              placeholder={t('choose')}
            />
          </Field>
          <Field name="identityNumber" label={t('fields.IDENTITY_NUMBER')} hint={t('members.idHint')} required>
            <IdentityEntry />
          </Field>
          <Field name="phone" label={t('members.phoneOptional')}>
            <TextInput width="medium" inputMode="tel" autoComplete="off" />
          </Field>
          <CheckboxField name="labourCapacity" label={t('members.isAble')} defaultChecked className="mb-4.5" />
          <SubmitButton variant="default">{t('members.add')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
