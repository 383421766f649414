import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { toChineseCapitals } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import { sign } from '../actions';
import type { ContractView } from '../queries';

/** Registering the signature; what it does stands above the button, for it cannot be undone. */
export async function SignForm({ view, today }: { view: ContractView; today: Day }) {
  const t = await getTranslations('contracts');
  const words = await amountWords();
  const { facts, contract } = view;
  if (!contract) return null;
  return (
    <ConfirmPanel
      title={t('signing')}
      className="mb-6"
      why={t('signConsequence', {
        amount: words.say(contract.amountFen),
        capitals: toChineseCapitals(contract.amountFen),
        count: view.tranches.filter((row) => row.status === 'PLANNED').length,
      })}
    >
      <ActionForm action={sign} aria-label={t('signing')} className="pt-2">
        <input type="hidden" name="caseId" value={facts.id} />
        <input type="hidden" name="version" value={facts.version} />
        <input type="hidden" name="revision" value={contract.revision} />
        <Field
          name="signedOn"
          label={t('signedOn')}
          hint={t('signedOnHint', { from: facts.approvedOn ?? '--', to: today })}
          required
        >
          <DateInput defaultValue={today} min={facts.approvedOn ?? undefined} max={today} />
        </Field>
        <SubmitButton>{t('signSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
