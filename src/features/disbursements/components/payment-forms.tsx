import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxField } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { formatAmount, toChineseCapitals } from '@/domain/money';
import { can } from '@/domain/permissions';
import { KeyField } from '@/features/key-field';
import { describeRefusal } from '@/server/refusal-text';
import { bookReturn, refuse, release, request } from '../actions';
import type { PaymentPageView, TrancheView } from '../queries';

/** The clerk's confirm step. */
export async function RequestForm({ caseId, tranche }: { caseId: string; tranche: TrancheView }) {
  const t = await getTranslations('disbursements');
  return (
    <ConfirmPanel title={t('request.title')} why={t('request.consequence')}>
      <ActionForm action={request}>
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="trancheId" value={tranche.id} />
        <KeyField />
        <SubmitButton>{t('request.submit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

/** The checker's confirm step, and the way to refuse; says why when this person may not. */
export async function CheckForms({ actor, view }: { actor: Actor; view: PaymentPageView }) {
  const t = await getTranslations('disbursements');
  if (!can(actor, 'payment.release')) return null;
  const { releaseRefusal: refusal } = view;
  const mayRefuse = refusal?.code !== 'SAME_PERSON' && refusal?.code !== 'NOT_PERMITTED';
  const amount = formatAmount(view.amountFen, 'YUAN');
  return (
    <ConfirmPanel
      title={t('release.title')}
      why={refusal ? `${t('release.notYet')} ${await describeRefusal(refusal)}` : t('release.consequence')}
    >
      {refusal === null && (
        <ActionForm action={release}>
          <PaymentKeys view={view} />
          <KeyField />
          <CheckboxField
            name="checked"
            label={t('release.checked', { amount, capitals: toChineseCapitals(view.amountFen), payee: view.payeeName })}
          />
          <SubmitButton>{t('release.submit')}</SubmitButton>
        </ActionForm>
      )}
      {mayRefuse && (
        <div className="mt-3">
          <ConfirmDialog trigger={t('refuse.title')} title={t('refuse.title')} description={t('refuse.consequence')}>
            <ActionForm action={refuse} aria-label={t('refuse.title')}>
              <PaymentKeys view={view} />
              <KeyField />
              <Field name="reason" label={t('reason')} required>
                <TextArea rows={3} />
              </Field>
              <SubmitButton variant="danger">{t('refuse.submit')}</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        </div>
      )}
    </ConfirmPanel>
  );
}

/** Money that the bank sent back: the day and why. */
export async function ReturnForm({ actor, view, today }: { actor: Actor; view: PaymentPageView; today: Day }) {
  const t = await getTranslations('disbursements');
  if (!can(actor, 'payment.return')) return null;
  const { returnRefusal: refusal } = view;
  return (
    <ConfirmPanel
      title={t('return.title')}
      why={refusal ? `${t('return.notYet')} ${await describeRefusal(refusal)}` : t('return.consequence')}
    >
      {refusal === null && (
        <ConfirmDialog trigger={t('return.title')} title={t('return.title')} description={t('return.consequence')}>
          <ActionForm action={bookReturn} aria-label={t('return.title')}>
            <PaymentKeys view={view} />
            <KeyField />
            <Field name="returnedOn" label={t('return.day')} required>
              <DateInput defaultValue={today} />
            </Field>
            <Field name="reason" label={t('reason')} hint={t('return.reasonHint')} required>
              <TextArea rows={3} />
            </Field>
            <SubmitButton variant="danger">{t('return.submit')}</SubmitButton>
          </ActionForm>
        </ConfirmDialog>
      )}
    </ConfirmPanel>
  );
}

function PaymentKeys({ view }: { view: PaymentPageView }) {
  return (
    <>
      <input type="hidden" name="caseId" value={view.caseId} />
      <input type="hidden" name="paymentId" value={view.id} />
    </>
  );
}
