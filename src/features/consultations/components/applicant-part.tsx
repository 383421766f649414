import { getTranslations } from 'next-intl/server';
import { CheckboxField } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import type { ApplicantKind } from '@/domain/stage';
import { IdentityEntry } from '@/features/applicants/components/identity-entry';
import { HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import { ApplicantCheck } from './applicant-check';
import { Part } from './part';

/** Who applies: a person by identity number, everybody else by credit code. */
export async function ApplicantPart({ kind }: { kind: ApplicantKind }) {
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  return (
    <Part title={t('sections.applicant')} note={cases(`applicantKinds.${kind}`)}>
      {kind === 'HOUSEHOLD' ? <HouseholdFields /> : <EntityFields kind={kind} />}
    </Part>
  );
}

async function HouseholdFields() {
  const t = await getTranslations('consultations');
  const applicants = await getTranslations('applicants');
  return (
    <>
      <Field
        name="identityNumber"
        label={applicants('fields.IDENTITY_NUMBER')}
        hint={applicants('members.idHint')}
        required
      >
        <IdentityEntry />
      </Field>
      <ApplicantCheck kind="HOUSEHOLD" numberField="identityNumber" />
      <Field name="name" label={t('fields.personName')} required>
        <TextInput width="medium" autoComplete="off" />
      </Field>
      <Field name="phone" label={t('fields.phone')} required>
        <TextInput width="medium" inputMode="tel" autoComplete="off" />
      </Field>
      <Field name="householdKind" label={t('fields.householdKind')} hint={t('fields.knownHint')} required>
        <Select
          options={HOUSEHOLD_KINDS.map((value) => ({ value, label: applicants(`householdKinds.${value}`) }))}
          placeholder={t('choose')}
        />
      </Field>
      <Field name="address" label={t('fields.address')}>
        <TextInput autoComplete="off" />
      </Field>
    </>
  );
}

async function EntityFields({ kind }: { kind: ApplicantKind }) {
  const t = await getTranslations('consultations');
  const applicants = await getTranslations('applicants');
  return (
    <>
      <Field name="creditCode" label={t('fields.creditCode')} hint={applicants('members.idHint')} required>
        <TextInput width="medium" autoComplete="off" spellCheck={false} />
      </Field>
      <ApplicantCheck kind={kind} numberField="creditCode" />
      <Field name="name" label={t('fields.entityName')} hint={t('fields.entityNameHint')} required>
        <TextInput autoComplete="off" />
      </Field>
      <Field name="contactName" label={t('fields.contactName')} required>
        <TextInput width="medium" autoComplete="off" />
      </Field>
      <Field name="contactPhone" label={t('fields.contactPhone')} required>
        <TextInput width="medium" inputMode="tel" autoComplete="off" />
      </Field>
      {kind === 'ENTERPRISE' && <CheckboxField name="leadingEnterprise" label={t('fields.leadingEnterprise')} />}
      <CheckboxField name="employsPoorHouseholds" label={t('fields.employsPoorHouseholds')} className="mb-4.5" />
    </>
  );
}
