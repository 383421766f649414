import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { formatAmount, formatRate } from '@/domain/money';
import { POLICY_KINDS, type PolicyKind } from '@/domain/policy';
import { labelOf } from '@/i18n/label';
import { addPolicy, endPolicy } from '../actions';

export const POLICY_KIND_NAMES = Object.keys(POLICY_KINDS) as PolicyKind[];

/** A value in the unit of its kind. */
export function usePolicyValue() {
  const t = useTranslations('programmes.policies');
  return (kind: PolicyKind, value: bigint) => {
    const unit = POLICY_KINDS[kind];
    const shown =
      unit === 'BPS' ? formatRate(Number(value)) : unit === 'FEN' ? formatAmount(value, 'WAN') : String(value);
    return t(`units.${unit}`, { value: shown });
  };
}

export function PolicyValue({ kind, value }: { kind: PolicyKind; value: bigint }) {
  return usePolicyValue()(kind, value);
}

/** A new dated row; what is in force is ended, never changed. */
export function PolicyForm({ programmes }: { programmes: readonly { code: string; name: Label }[] }) {
  const t = useTranslations('programmes');
  const locale = useLocale();
  return (
    <ActionForm action={addPolicy} aria-label={t('policies.addTitle')} className="max-w-160">
      <Field name="kind" label={t('policies.kind')} required>
        <Select
          placeholder="--"
          options={POLICY_KIND_NAMES.map((kind) => ({ value: kind, label: t(`policies.kinds.${kind}`) }))}
        />
      </Field>
      <Field name="value" label={t('policies.value')} hint={t('policies.valueHint')} required>
        <TextInput width="short" inputMode="decimal" autoComplete="off" />
      </Field>
      <Field name="regionCode" label={t('policies.place')} hint={t('policies.placeHint')} required>
        <TextInput width="short" maxLength={12} autoComplete="off" />
      </Field>
      <Field name="programmeCode" label={t('policies.programme')}>
        <Select
          placeholder={t('policies.everyProgramme')}
          options={programmes.map(({ code, name }) => ({ value: code, label: `${code} ${labelOf(name, locale)}` }))}
        />
      </Field>
      <Field name="validFrom" label={t('policies.validFrom')} required>
        <DateInput />
      </Field>
      <Field name="validTo" label={t('policies.validTo')} hint={t('policies.validToHint')}>
        <DateInput />
      </Field>
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <Field name="url" label={t('policies.url')}>
        <TextInput maxLength={500} inputMode="url" autoComplete="off" />
      </Field>
      <SubmitButton>{t('policies.add')}</SubmitButton>
    </ActionForm>
  );
}

export function EndPolicyForm({ policyId }: { policyId: string }) {
  const t = useTranslations('programmes.policies');
  return (
    <ActionForm action={endPolicy} aria-label={t('endTitle')} className="max-w-160">
      <input type="hidden" name="policyId" value={policyId} />
      <Field name="validTo" label={t('validTo')} hint={t('endWhat')} required>
        <DateInput />
      </Field>
      <SubmitButton variant="danger">{t('end')}</SubmitButton>
    </ActionForm>
  );
}
