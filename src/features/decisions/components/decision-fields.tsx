'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup, RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { CONDITION_GATES, type ProposedCondition } from '@/domain/due-diligence-report';
import { AmountEntry } from '@/features/amount-entry';
import { PhrasePicker } from '@/features/phrase-picker';
import { useDecisionWords } from '@/i18n/client/decisions';
import { review } from '../actions';
import { conditionName, MAX_OWN_CONDITIONS } from '../field-names';

type Outcome = 'APPROVED' | 'RETURNED' | 'DECLINED';

export type DecisionFieldsProps = {
  caseId: string;
  version: number;
  /** those that may be chosen; the others are absent */
  outcomes: readonly Outcome[];
  /** as typed before, when the person comes back from the confirm page */
  typed: Record<string, string>;
  recommended: { amount: string; termMonths: string; rate: string };
  /** not of money that is given */
  hasRate: boolean;
  /** percent */
  ceiling: string;
  proposed: readonly ProposedCondition[];
  targets: readonly { value: string; label: string }[];
  primary: boolean;
};

/** The outcome with what belongs to it, and the opinion. Every part is drawn from the start, so that it works without scripts. */
export function DecisionFields(props: DecisionFieldsProps) {
  const t = useDecisionWords();
  const { caseId, version, outcomes, typed, targets, primary } = props;
  const [chosen, setChosen] = useState(typed.outcome ?? '');
  const parts = {
    APPROVED: <ApprovedFields {...props} />,
    RETURNED: (
      <Field name="returnTo" label={t('returnTo')} className="mb-0">
        <Select width="full" defaultValue={typed.returnTo} options={targets} placeholder={t('chooseStage')} />
      </Field>
    ),
    DECLINED: undefined,
  } as const;
  return (
    <ActionForm action={review} aria-label={t('yourDecision')}>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="version" value={version} />
      <Field name="outcome" label={t('outcomeLabel')} required group>
        <RadioGroup
          defaultValue={typed.outcome}
          onChange={setChosen}
          choices={outcomes.map((outcome) => ({
            value: outcome,
            label: <b>{t(`choice.${outcome}`)}</b>,
            hint: t(`choiceHint.${outcome}`),
            ...(parts[outcome] ? { children: parts[outcome] } : {}),
          }))}
        />
      </Field>
      <Field name="opinion" label={t('opinion')} hint={t('opinionHint')} end={<PhrasePicker />}>
        <TextArea rows={4} defaultValue={typed.opinion} />
      </Field>
      {/* on phones under the thumb, above the menu */}
      <div className="max-md:sticky max-md:bottom-13 max-md:z-5 max-md:-mx-4 max-md:border-t max-md:border-rule max-md:bg-paper max-md:px-4 max-md:py-2">
        <SubmitButton variant={primary ? 'primary' : 'default'} className="max-md:w-full">
          {outcomes.includes(chosen as Outcome) ? t(`next.${chosen as Outcome}`) : t('next.any')}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function ApprovedFields({ typed, recommended, hasRate, ceiling, proposed }: DecisionFieldsProps) {
  const t = useDecisionWords();
  const ticked =
    typed.outcome === undefined ? proposed.map((_, index) => String(index)) : (typed.proposed ?? '').split(',');
  return (
    <>
      <Field
        name="amountFen"
        label={t('approvedAmount')}
        hint={t('amountHint', { amount: recommended.amount })}
        className="mb-2"
      >
        <AmountEntry defaultValue={typed.amountFen ?? recommended.amount} />
      </Field>
      <div className="grid grid-cols-2 gap-x-4">
        <Field
          name="termMonths"
          label={t('termLabel')}
          hint={t('termHint', { months: recommended.termMonths })}
          className="mb-2"
        >
          <TextInput width="short" inputMode="numeric" defaultValue={typed.termMonths ?? recommended.termMonths} />
        </Field>
        {hasRate && (
          <Field name="rateBps" label={t('rateLabel')} hint={t('rateHint', { ceiling })} className="mb-2">
            <TextInput width="short" inputMode="decimal" defaultValue={typed.rateBps ?? recommended.rate} />
          </Field>
        )}
      </div>
      {proposed.length > 0 && (
        <Field name="proposed" label={t('proposedLabel')} hint={t('proposedHint')} group className="mb-2">
          <CheckboxGroup
            defaultValues={ticked}
            choices={proposed.map((row, index) => ({
              value: String(index),
              label: row.text,
              hint: t(`gate.${row.gate}`),
            }))}
          />
        </Field>
      )}
      <OwnConditions typed={typed} />
    </>
  );
}

function OwnConditions({ typed }: { typed: Record<string, string> }) {
  const t = useDecisionWords();
  const filled = Object.keys(typed).some((name) => name.startsWith('condition.') && name.endsWith('.text'));
  return (
    <details open={filled}>
      <summary className="cursor-pointer py-1 text-accent max-md:py-2.75">{t('ownConditions')}</summary>
      {Array.from({ length: MAX_OWN_CONDITIONS }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed number of rows
        <div key={index} className="border-b border-rule-soft pt-2 last:border-b-0">
          <Field name={conditionName(index, 'text')} label={t('ownCondition', { number: index + 1 })} className="mb-2">
            <TextInput width="full" defaultValue={typed[conditionName(index, 'text')]} />
          </Field>
          <Field name={conditionName(index, 'gate')} label={t('ownGate', { number: index + 1 })} className="mb-2">
            <Select
              width="full"
              defaultValue={typed[conditionName(index, 'gate')] ?? 'CONTRACT'}
              options={CONDITION_GATES.map((gate) => ({ value: gate, label: t(`gate.${gate}`) }))}
            />
          </Field>
        </div>
      ))}
    </details>
  );
}
