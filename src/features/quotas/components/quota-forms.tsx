import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { amountToInput } from '@/domain/money';
import { AmountEntry } from '@/features/amount-entry';
import { KeyField } from '@/features/key-field';
import { labelOf } from '@/i18n/label';
import { allot, change, settle, transfer } from '../actions';
import type { QuotaRow } from '../queries';

/** A quota set aside: for what, where, which year, how much, and by which document. */
export function AllotForm({
  programmes,
  year,
}: {
  programmes: readonly { id: string; name: Label; line: string | null }[];
  year: number;
}) {
  const t = useTranslations('quotas');
  const locale = useLocale();
  return (
    <ActionForm action={allot} aria-label={t('allot')} className="max-w-160">
      <KeyField />
      <Field name="programmeId" label={t('programme')} required>
        <Select
          width="full"
          placeholder={t('choose')}
          options={programmes.map(({ id, name, line }) => ({
            value: id,
            label: line ? t('withLine', { programme: labelOf(name, locale), line }) : labelOf(name, locale),
          }))}
        />
      </Field>
      <Field name="region" label={t('place')} hint={t('placeHint')} required>
        <TextInput maxLength={100} />
      </Field>
      <Field name="year" label={t('year')} required>
        <TextInput width="short" inputMode="numeric" defaultValue={String(year)} />
      </Field>
      <Field name="amount" label={t('amount')} required>
        <AmountEntry />
      </Field>
      <Field name="concession" label={t('concession')} hint={t('concessionHint')}>
        <TextInput width="short" inputMode="decimal" />
      </Field>
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <SubmitButton>{t('allot')}</SubmitButton>
    </ActionForm>
  );
}

/** Another amount or concession, by a new document. */
export function ChangeForm({ quota }: { quota: QuotaRow }) {
  const t = useTranslations('quotas');
  return (
    <ActionForm action={change} aria-label={t('change')}>
      <input type="hidden" name="quotaId" value={quota.id} />
      <KeyField />
      <Field name="amount" label={t('amount')} hint={t('changeHint')} required>
        <AmountEntry defaultValue={amountToInput(quota.amountFen, 'WAN')} />
      </Field>
      <Field name="concession" label={t('concession')} hint={t('concessionHint')}>
        <TextInput width="short" inputMode="decimal" defaultValue={(quota.concessionBps / 100).toString()} />
      </Field>
      <Field name="documentNumber" label={t('documentNumber')} required>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <SubmitButton variant="default">{t('change')}</SubmitButton>
    </ActionForm>
  );
}

/** Part of it to another place. */
export function TransferForm({
  quotaId,
  targets,
}: {
  quotaId: string;
  targets: readonly { id: string; label: string }[];
}) {
  const t = useTranslations('quotas');
  return (
    <ActionForm action={transfer} aria-label={t('transfer')} resetOnSuccess>
      <input type="hidden" name="fromQuotaId" value={quotaId} />
      <KeyField />
      <Field name="toQuotaId" label={t('to')} required>
        <Select placeholder={t('choose')} options={targets.map(({ id, label }) => ({ value: id, label }))} />
      </Field>
      <Field name="amount" label={t('transferAmount')} required>
        <AmountEntry />
      </Field>
      <Field name="reason" label={t('reason')} required>
        <TextArea rows={2} maxLength={500} />
      </Field>
      <SubmitButton variant="default">{t('transferSubmit')}</SubmitButton>
    </ActionForm>
  );
}

/** The second person's answer to a transfer. */
export function SettleForm({ quotaId, transferId, label }: { quotaId: string; transferId: string; label: string }) {
  const t = useTranslations('quotas');
  return (
    <ActionForm action={settle} aria-label={label}>
      <input type="hidden" name="quotaId" value={quotaId} />
      <input type="hidden" name="transferId" value={transferId} />
      <KeyField />
      <Field name="outcome" label={label} group required>
        <RadioGroup
          choices={(['APPROVED', 'REFUSED'] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        />
      </Field>
      <Field name="remark" label={t('remark')} hint={t('remarkHint')}>
        <TextArea rows={2} maxLength={500} />
      </Field>
      <SubmitButton>{t('settle')}</SubmitButton>
    </ActionForm>
  );
}
