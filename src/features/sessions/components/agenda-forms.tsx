import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { CONDITION_GATES } from '@/domain/due-diligence-report';
import { amountToInput } from '@/domain/money';
import { AmountEntry } from '@/features/amount-entry';
import { amountWords } from '@/features/amount-words';
import { addToAgenda, changeTerms } from '../actions';
import type { Candidate, ItemView } from '../queries';
import { RemoveForm } from './item-panel';

/** Cases that wait here and stand on no agenda, to be ticked. */
export async function CandidateForm({ sessionId, rows }: { sessionId: string; rows: readonly Candidate[] }) {
  const t = await getTranslations('sessions');
  const cases = await getTranslations('cases');
  const words = await amountWords();
  if (rows.length === 0) return <EmptyState title={t('noCandidates')}>{t('noCandidatesNext')}</EmptyState>;
  return (
    <ActionForm action={addToAgenda} aria-label={t('addCases')}>
      <input type="hidden" name="sessionId" value={sessionId} />
      <Field name="case[]" label={t('candidates')} hint={t('candidatesHint', { count: rows.length })} group>
        <CheckboxGroup
          choices={rows.map((row) => ({
            value: row.id,
            label: row.title,
            hint: [row.reference, row.applicantName, words.say(row.amountFen), row.isGreen && cases('lanes.GREEN')]
              .filter(Boolean)
              .join(' '),
          }))}
        />
      </Field>
      <SubmitButton>{t('addCases')}</SubmitButton>
    </ActionForm>
  );
}

/** What is proposed for a case, while the session is planned: within what was recommended. */
export async function TermsPanel({ sessionId, item }: { sessionId: string; item: ItemView }) {
  const t = await getTranslations('sessions');
  const decisions = await getTranslations('decisions');
  const recommended = amountToInput(BigInt(item.pack.recommendedAmountFen), 'WAN');
  return (
    <ConfirmPanel title={t('terms')} className="mb-5">
      <ActionForm action={changeTerms} aria-label={t('terms')} key={item.id} className="mt-2 mb-3">
        <input type="hidden" name="sessionId" value={sessionId} />
        <input type="hidden" name="itemId" value={item.id} />
        <Field name="amountFen" label={t('proposedAmount')} hint={t('atMost', { amount: recommended })} required>
          <AmountEntry defaultValue={amountToInput(item.amountFen, 'WAN')} />
        </Field>
        <div className="flex flex-wrap gap-x-6">
          <Field name="termMonths" label={t('termMonths')} required>
            <TextInput width="short" inputMode="numeric" defaultValue={String(item.termMonths)} />
          </Field>
          <Field name="rateBps" label={t('rate')} required>
            <TextInput width="short" inputMode="decimal" defaultValue={(item.rateBps / 100).toFixed(2)} />
          </Field>
        </div>
        {item.conditions.length > 0 && (
          <Field name="condition[]" label={t('conditions')} hint={t('conditionsHint')} group>
            <CheckboxGroup
              defaultValues={item.conditions.map((_, index) => String(index))}
              choices={item.conditions.map((row, index) => ({
                value: String(index),
                label: row.text,
                hint: decisions(`gate.${row.gate}`),
              }))}
            />
          </Field>
        )}
        <Field name="conditionText" label={t('oneMoreCondition')}>
          <TextInput width="full" maxLength={100} />
        </Field>
        <Field name="conditionGate" label={t('conditionGate')}>
          <Select
            width="full"
            defaultValue="CONTRACT"
            options={CONDITION_GATES.map((gate) => ({ value: gate, label: decisions(`gate.${gate}`) }))}
          />
        </Field>
        <SubmitButton variant="default">{t('saveTerms')}</SubmitButton>
      </ActionForm>
      <RemoveForm sessionId={sessionId} item={item} />
    </ConfirmPanel>
  );
}
