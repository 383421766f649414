import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { ORGANISATION_KINDS } from '@/domain/role-rules';
import { labelOf } from '@/i18n/label';
import { createNewOrganisation, editKnownOrganisation, takeOrganisationIn, takeOrganisationOut } from '../actions';

type Facts = { id: string; name: Label; region: string; parent: Label | null };

function OrganisationFields({ parents, known }: { parents: readonly Label[]; known?: Facts }) {
  const t = useTranslations('administration');
  const locale = useLocale();
  const listId = useId();
  return (
    <>
      <Field name="nameZh" label={t('organisationName')} required>
        <TextInput maxLength={100} defaultValue={known?.name.zh} />
      </Field>
      <Field name="nameEn" label={t('organisationNameEn')}>
        <TextInput maxLength={100} defaultValue={known?.name.en} />
      </Field>
      <Field name="region" label={t('place')} hint={t('placeHint')} required>
        <TextInput maxLength={200} defaultValue={known?.region} />
      </Field>
      <Field name="parent" label={t('parentOrganisation')} hint={t('parentHint')}>
        <TextInput
          list={listId}
          maxLength={100}
          autoComplete="off"
          defaultValue={known?.parent ? labelOf(known.parent, locale) : undefined}
        />
      </Field>
      <datalist id={listId}>
        {parents.map((name) => (
          <option key={`${name.zh} ${name.en}`} value={labelOf(name, locale)} />
        ))}
      </datalist>
    </>
  );
}

/** A new organisation; its level follows from its place. */
export function NewOrganisationForm({ parents }: { parents: readonly Label[] }) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={createNewOrganisation} aria-label={t('newOrganisation')} className="max-w-160">
      <Field name="kind" label={t('kind')} required>
        <Select
          placeholder="--"
          options={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t(`organisationKinds.${kind}`) }))}
        />
      </Field>
      <OrganisationFields parents={parents} />
      <SubmitButton>{t('newOrganisation')}</SubmitButton>
    </ActionForm>
  );
}

export function EditOrganisationForm({ parents, known }: { parents: readonly Label[]; known: Facts }) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={editKnownOrganisation} aria-label={t('editOrganisation')} className="max-w-160">
      <input type="hidden" name="organisationId" value={known.id} />
      <OrganisationFields parents={parents} known={known} />
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}

/** Out of use or into use again, with the consequence in words. */
export function OrganisationControls({ id, active }: { id: string; active: boolean }) {
  const t = useTranslations('administration');
  return (
    <ConfirmPanel title={t('organisationControls')} className="mt-6">
      <ActionForm action={active ? takeOrganisationOut : takeOrganisationIn} aria-label={t('organisationControls')}>
        <input type="hidden" name="organisationId" value={id} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="text-sm text-ink-2">{t(active ? 'takeOutWhat' : 'takeInWhat')}</p>
          <SubmitButton variant={active ? 'danger' : 'default'}>{t(active ? 'takeOut' : 'takeIn')}</SubmitButton>
        </div>
      </ActionForm>
    </ConfirmPanel>
  );
}
