import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { APPLICANT_KINDS } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import { endAuthorityRow, grantAuthorityRow } from '../actions';

/** A new dated row; what is in force already is ended, never changed. */
export function GrantAuthorityForm({
  organisations,
  programmes,
}: {
  organisations: readonly Label[];
  programmes: readonly { code: string; name: Label }[];
}) {
  const t = useTranslations('administration');
  const cases = useTranslations('cases');
  const locale = useLocale();
  const listId = useId();
  return (
    <ActionForm action={grantAuthorityRow} aria-label={t('grantAuthority')} className="max-w-160">
      <Field name="organisation" label={t('organisation')} hint={t('organisationHint')} required>
        <TextInput list={listId} maxLength={100} autoComplete="off" />
      </Field>
      <datalist id={listId}>
        {organisations.map((name) => (
          <option key={`${name.zh} ${name.en}`} value={labelOf(name, locale)} />
        ))}
      </datalist>
      <Field name="programme" label={t('programme')} required>
        <Select
          placeholder="--"
          options={programmes.map(({ code, name }) => ({ value: code, label: `${code} ${labelOf(name, locale)}` }))}
        />
      </Field>
      <Field name="applicantKind" label={t('applicantKind')}>
        <Select
          placeholder={t('everyKind')}
          options={APPLICANT_KINDS.map((kind) => ({ value: kind, label: cases(`applicantKinds.${kind}`) }))}
        />
      </Field>
      <Field name="upTo" label={t('upTo')} hint={t('upToHint')}>
        <TextInput width="short" inputMode="decimal" />
      </Field>
      <Field name="approvals" label={t('approvals')} required>
        <TextInput width="short" inputMode="numeric" defaultValue="1" />
      </Field>
      <Field name="validFrom" label={t('validFrom')} required>
        <DateInput />
      </Field>
      <Field name="validTo" label={t('validTo')} hint={t('validToHint')}>
        <DateInput />
      </Field>
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <SubmitButton>{t('grantAuthority')}</SubmitButton>
    </ActionForm>
  );
}

/** Ends one row on a day. */
export function EndAuthorityForm({ authorityId }: { authorityId: string }) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={endAuthorityRow} aria-label={t('endAuthorityTitle')} className="max-w-160">
      <input type="hidden" name="authorityId" value={authorityId} />
      <Field name="validTo" label={t('validTo')} hint={t('endAuthorityWhat')} required>
        <DateInput />
      </Field>
      <SubmitButton variant="danger">{t('endAuthorityTitle')}</SubmitButton>
    </ActionForm>
  );
}
