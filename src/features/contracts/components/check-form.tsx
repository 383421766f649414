import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { PhrasePicker } from '@/features/phrase-picker';
import { check } from '../actions';
import type { ContractView } from '../queries';

/** The legal check of the draft that stands above it. */
export async function CheckForm({ view }: { view: ContractView }) {
  const t = await getTranslations('contracts');
  return (
    <ConfirmPanel title={t('legalCheck')} className="my-6">
      <ActionForm action={check} aria-label={t('legalCheck')} className="pt-2">
        <input type="hidden" name="caseId" value={view.facts.id} />
        <input type="hidden" name="version" value={view.facts.version} />
        <input type="hidden" name="revision" value={view.contract?.revision ?? 0} />
        <Field name="outcome" label={t('legalOutcome')} required group>
          <RadioGroup
            choices={(['PASSED', 'REFUSED'] as const).map((outcome) => ({
              value: outcome,
              label: t(`legalOutcomes.${outcome}`),
              hint: t(`legalOutcomeHints.${outcome}`),
            }))}
          />
        </Field>
        <Field name="opinion" label={t('legalOpinion')} hint={t('legalOpinionHint')} end={<PhrasePicker />}>
          <TextArea rows={3} />
        </Field>
        <SubmitButton>{t('legalSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
