import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import type { Quarter } from '@/domain/subsidy';
import { KeyField } from '@/features/key-field';
import { computeForCase, computeForCounty, pay, review } from '../actions';

function QuarterField({ quarters }: { quarters: readonly Quarter[] }) {
  const t = useTranslations('subsidies');
  return (
    <Field name="periodOn" label={t('quarter')} required>
      <Select
        width="long"
        defaultValue={quarters[0]?.from ?? ''}
        options={quarters.map((row) => ({ value: row.from, label: t('quarterRange', row) }))}
      />
    </Field>
  );
}

/** A quarter of every entitled case of the own county. */
export function ComputeCountyForm({ quarters }: { quarters: readonly Quarter[] }) {
  const t = useTranslations('subsidies');
  return (
    <ActionForm action={computeForCounty} aria-label={t('compute')}>
      <QuarterField quarters={quarters} />
      <SubmitButton>{t('computeSubmit')}</SubmitButton>
    </ActionForm>
  );
}

/** A quarter of one case; with one quarter to choose from, that one. */
export function ComputeCaseForm({ caseId, quarters }: { caseId: string; quarters: readonly Quarter[] }) {
  const t = useTranslations('subsidies');
  return (
    <ActionForm action={computeForCase} aria-label={t('computeOne')}>
      <input type="hidden" name="caseId" value={caseId} />
      <QuarterField quarters={quarters} />
      <SubmitButton variant="default">{t('computeSubmit')}</SubmitButton>
    </ActionForm>
  );
}

/** The finance bureau's answer to what was computed. */
export function ReviewForm({ subsidyId }: { subsidyId: string }) {
  const t = useTranslations('subsidies');
  return (
    <ActionForm action={review} aria-label={t('review')}>
      <input type="hidden" name="subsidyId" value={subsidyId} />
      <Field name="outcome" label={t('outcome')} group required>
        <RadioGroup
          choices={(['REVIEWED', 'REFUSED'] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        />
      </Field>
      <Field name="remark" label={t('remark')} hint={t('remarkHint')}>
        <TextArea rows={2} maxLength={500} />
      </Field>
      <SubmitButton>{t('reviewSubmit')}</SubmitButton>
    </ActionForm>
  );
}

/** That the money was paid, and by which voucher. */
export function PayForm({ subsidyId, today }: { subsidyId: string; today: Day }) {
  const t = useTranslations('subsidies');
  return (
    <ActionForm action={pay} aria-label={t('pay')}>
      <input type="hidden" name="subsidyId" value={subsidyId} />
      <KeyField />
      <Field name="paidOn" label={t('paidOn')} required>
        <DateInput defaultValue={today} max={today} />
      </Field>
      <Field name="voucher" label={t('voucher')} required>
        <TextInput maxLength={100} />
      </Field>
      <SubmitButton>{t('paySubmit')}</SubmitButton>
    </ActionForm>
  );
}
