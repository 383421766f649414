import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatAmount, toChineseCapitals } from '@/domain/money';
import { KeyField } from '@/features/key-field';
import { describeRefusal } from '@/server/refusal-text';
import { compensate, writeOff } from '../actions';
import type { FollowUpView } from '../queries';

const ACTIONS = { compensate, writeOff } as const;

/** Ends other than repayment, for an approver: the amount and the consequence in words, a reason, no way back. */
export async function EndForms({ view }: { view: FollowUpView }) {
  if (view.ends.length === 0) return null;
  const t = await getTranslations('follow-up');
  const outstandingFen = view.facts.outstandingAmountFen;
  return (
    <>
      {
        await Promise.all(
          view.ends.map(async ({ verb, refusals: [refusal] }) => (
            <ConfirmPanel
              key={verb}
              className="mb-5"
              title={t(`end.${verb}`)}
              why={
                refusal
                  ? await describeRefusal(refusal)
                  : t(`end.${verb}Consequence`, {
                      amount: formatAmount(outstandingFen, 'YUAN'),
                      capitals: toChineseCapitals(outstandingFen),
                    })
              }
            >
              {!refusal && (
                <ConfirmDialog
                  trigger={t(`end.${verb}`)}
                  triggerVariant="danger"
                  title={t(`end.${verb}`)}
                  description={t('end.noWayBack')}
                >
                  <ActionForm action={ACTIONS[verb]} aria-label={t(`end.${verb}`)}>
                    <input type="hidden" name="caseId" value={view.facts.id} />
                    <input type="hidden" name="version" value={view.facts.version} />
                    <KeyField />
                    <Field name="reason" label={t('end.reason')} required>
                      <TextArea rows={3} />
                    </Field>
                    <SubmitButton variant="danger">{t('end.submit')}</SubmitButton>
                  </ActionForm>
                </ConfirmDialog>
              )}
            </ConfirmPanel>
          )),
        )
      }
    </>
  );
}
