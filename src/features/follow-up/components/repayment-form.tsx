import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { formatAmount } from '@/domain/money';
import { AmountEntry } from '@/features/amount-entry';
import { KeyField } from '@/features/key-field';
import { repay } from '../actions';
import type { FollowUpView } from '../queries';

/** Money that came in, to the fen. The key is made when the form is drawn, so that sending it twice books it once. */
export async function RepaymentForm({ view, today }: { view: FollowUpView; today: Day }) {
  const t = await getTranslations('follow-up');
  return (
    <ActionForm action={repay}>
      <input type="hidden" name="caseId" value={view.facts.id} />
      <KeyField />
      <Field name="paidOn" label={t('repay.paidOn')} required>
        <DateInput defaultValue={today} />
      </Field>
      <Field
        name="amount"
        label={t('repay.amount')}
        hint={t('repay.hint', { owed: formatAmount(view.owedFen, 'YUAN') })}
        required
      >
        <AmountEntry unit="YUAN" />
      </Field>
      <SubmitButton>{t('repay.submit')}</SubmitButton>
    </ActionForm>
  );
}
