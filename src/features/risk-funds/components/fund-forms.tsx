import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { AmountEntry } from '@/features/amount-entry';
import { KeyField } from '@/features/key-field';
import { labelOf } from '@/i18n/label';
import { claim, deposit, pause, pay, recover, review, setUp } from '../actions';

type Choices = readonly (readonly [string, Label])[];

/** A new fund of the county: behind which programme and whose loans. */
export function SetUpForm({ programmes, lenders }: { programmes: Choices; lenders: Choices }) {
  const t = useTranslations('risk-funds');
  const locale = useLocale();
  const options = (rows: Choices) => rows.map(([value, name]) => ({ value, label: labelOf(name, locale) }));
  return (
    <ActionForm action={setUp} aria-label={t('setUp')}>
      <Field name="name" label={t('name')} required>
        <TextInput maxLength={60} />
      </Field>
      <Field name="programmeId" label={t('programme')} required>
        <Select width="full" placeholder={t('choose')} options={options(programmes)} />
      </Field>
      <Field name="financierId" label={t('lender')} required>
        <Select width="full" placeholder={t('choose')} options={options(lenders)} />
      </Field>
      <SubmitButton>{t('setUp')}</SubmitButton>
    </ActionForm>
  );
}

/** Money or interest that came in. */
export function DepositForm({ fundId, today }: { fundId: string; today: Day }) {
  const t = useTranslations('risk-funds');
  return (
    <ActionForm action={deposit} aria-label={t('deposit')} resetOnSuccess>
      <input type="hidden" name="fundId" value={fundId} />
      <KeyField />
      <Field name="kind" label={t('kind')} group required>
        <RadioGroup
          defaultValue="DEPOSIT"
          choices={(['DEPOSIT', 'INTEREST'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </Field>
      <Field name="amount" label={t('amount')} required>
        <AmountEntry />
      </Field>
      <Field name="occurredOn" label={t('on')} required>
        <DateInput defaultValue={today} max={today} />
      </Field>
      <Field name="reference" label={t('reference')} required>
        <TextInput maxLength={100} />
      </Field>
      <SubmitButton>{t('deposit')}</SubmitButton>
    </ActionForm>
  );
}

/** The lender stops lending behind the fund, or goes on. */
export function PauseForm({ fundId, paused }: { fundId: string; paused: boolean }) {
  const t = useTranslations('risk-funds');
  const word = t(paused ? 'resume' : 'pause');
  return (
    <ActionForm action={pause} aria-label={word}>
      <input type="hidden" name="fundId" value={fundId} />
      <input type="hidden" name="pause" value={paused ? 'no' : 'yes'} />
      <Field name="reason" label={t('reason')} required>
        <TextArea rows={2} maxLength={500} />
      </Field>
      <SubmitButton variant="default">{word}</SubmitButton>
    </ActionForm>
  );
}

/** The lender's claim on an overdue case. */
export function ClaimForm({ caseId }: { caseId: string }) {
  const t = useTranslations('risk-funds');
  return (
    <ActionForm action={claim} aria-label={t('file')}>
      <input type="hidden" name="caseId" value={caseId} />
      <Field name="statement" label={t('statement')} hint={t('statementHint')} required>
        <TextArea rows={3} maxLength={1000} />
      </Field>
      <SubmitButton variant="default">{t('file')}</SubmitButton>
    </ActionForm>
  );
}

type Offered = { fundId: string; claimId: string };

/** What the person may do with a claim: review, pay, or book what came in. */
export function ClaimOffer({ fundId, claimId, offer, today }: Offered & { offer: string; today: Day }) {
  const t = useTranslations('risk-funds');
  const hidden = (
    <>
      <input type="hidden" name="fundId" value={fundId} />
      <input type="hidden" name="claimId" value={claimId} />
    </>
  );
  if (offer === 'review')
    return (
      <ActionForm action={review} aria-label={t('review')}>
        {hidden}
        <Field name="outcome" label={t('review')} group required>
          <RadioGroup
            choices={(['REVIEWED', 'REFUSED'] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          />
        </Field>
        <Field name="remark" label={t('remark')} hint={t('remarkHint')}>
          <TextArea rows={2} maxLength={500} />
        </Field>
        <SubmitButton>{t('review')}</SubmitButton>
      </ActionForm>
    );
  if (offer === 'pay')
    return (
      <ActionForm action={pay} aria-label={t('pay')}>
        {hidden}
        <KeyField />
        <SubmitButton>{t('pay')}</SubmitButton>
      </ActionForm>
    );
  return (
    <ActionForm action={recover} aria-label={t('recover')} resetOnSuccess>
      {hidden}
      <KeyField />
      <Field name="amount" label={t('recovered')} required>
        <AmountEntry unit="YUAN" />
      </Field>
      <Field name="receivedOn" label={t('on')} required>
        <DateInput defaultValue={today} max={today} />
      </Field>
      <SubmitButton variant="default">{t('recover')}</SubmitButton>
    </ActionForm>
  );
}
