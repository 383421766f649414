import { getTranslations } from 'next-intl/server';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { formatRate } from '@/domain/money';
import { usesStage } from '@/domain/programme';
import { AmountEntry } from '@/features/amount-entry';
import type { BackEntryView } from '../queries';
import { askedProps, fieldProps, type PartProps } from './entry-fields';
import { PaymentRows, RepaymentRows } from './money-rows';

export async function AcceptancePart(props: PartProps) {
  const asked = await askedProps(props);
  return (
    <Field {...asked('acceptedOn')}>
      <DateInput max={props.today} defaultValue={props.view.typed.acceptedOn} />
    </Field>
  );
}

/** Day, amount, term and rate of the recommendation, of the approval and of the contract. */
export async function TermsPart({ step, ...props }: PartProps & { step: 'recommended' | 'approved' | 'contracted' }) {
  const { typed } = props.view;
  const { shows } = props.shown;
  const asked = await askedProps(props);
  const field = await fieldProps(props);
  const on = step === 'contracted' ? 'signedOn' : (`${step}On` as const);
  return (
    <>
      {shows(on) && (
        <Field {...asked(on)}>
          <DateInput max={props.today} defaultValue={typed[on]} />
        </Field>
      )}
      {shows(`${step}AmountFen`) && (
        <Field {...asked(`${step}AmountFen`)}>
          <AmountEntry defaultValue={typed[`${step}AmountFen`]} />
        </Field>
      )}
      {shows(`${step}TermMonths`) && (
        <Field {...asked(`${step}TermMonths`)}>
          <TextInput width="short" inputMode="numeric" defaultValue={typed[`${step}TermMonths`]} />
        </Field>
      )}
      {shows(`${step}RateBps`) && (
        <Field {...asked(`${step}RateBps`)}>
          <TextInput width="short" inputMode="decimal" defaultValue={typed[`${step}RateBps`]} />
        </Field>
      )}
      {step === 'approved' && shows('approvalNote') && (
        <Field {...field('approvalNote')}>
          <TextInput defaultValue={typed.approvalNote} />
        </Field>
      )}
    </>
  );
}

export async function ContractPart(props: PartProps) {
  const { view } = props;
  const { typed, definition } = view;
  const { shows, asks } = props.shown;
  const t = await getTranslations('back-entries');
  const contracts = await getTranslations('contracts');
  const field = await fieldProps(props);
  const asked = await askedProps(props);
  return (
    <>
      {shows('contractNumber') && (
        <Field {...asked('contractNumber')}>
          <TextInput width="medium" autoComplete="off" defaultValue={typed.contractNumber} />
        </Field>
      )}
      <TermsPart step="contracted" {...props} />
      {shows('repaymentMethod') && (
        <Field {...asked('repaymentMethod')}>
          <Select
            placeholder={t('choose')}
            defaultValue={typed.repaymentMethod}
            options={(definition?.repaymentMethods ?? []).map((value) => ({
              value,
              label: contracts(`methods.${value}`),
            }))}
          />
        </Field>
      )}
      {shows('securityKind') && (
        <Field {...asked('securityKind')}>
          <Select
            placeholder={t('choose')}
            defaultValue={typed.securityKind}
            options={(definition?.securityKinds ?? []).map((value) => ({
              value,
              label: contracts(`securityKinds.${value}`),
            }))}
          />
        </Field>
      )}
      {shows('securityReference') && (
        <Field {...field('securityReference')} hint={t('hints.securityReference')}>
          <TextInput defaultValue={typed.securityReference} />
        </Field>
      )}
      {shows('linkedHouseholds') && (
        <Field {...asked('linkedHouseholds')}>
          <TextInput width="short" inputMode="numeric" defaultValue={typed.linkedHouseholds} />
        </Field>
      )}
      {shows('restPlannedOn') && (
        <Field
          {...field('restPlannedOn')}
          {...(view.stage === 'DISBURSEMENT'
            ? { required: asks('restPlannedOn') }
            : { hint: t('hints.restPlannedOn') })}
        >
          <DateInput defaultValue={typed.restPlannedOn} />
        </Field>
      )}
    </>
  );
}

export async function MoneyPart(props: PartProps) {
  const { view, errors, drafted } = props;
  const { shows } = props.shown;
  const t = await getTranslations('back-entries');
  const asked = await askedProps(props);
  const shares = await sharesOf(view);
  return (
    <>
      {shows('payments') && (
        <PaymentRows
          typed={view.typed}
          errors={errors}
          drafted={drafted}
          {...(shares ? { hint: t('payment.shares', { shares: shares.text }), most: shares.count } : {})}
        />
      )}
      {shows('repayments') && <RepaymentRows typed={view.typed} errors={errors} drafted={drafted} />}
      {shows('outstandingAmountFen') && (
        <Field {...asked('outstandingAmountFen')} hint={t('hints.outstandingAmountFen')}>
          <TextInput
            width="short"
            inputMode="decimal"
            autoComplete="off"
            className="w-36 text-right"
            defaultValue={view.typed.outstandingAmountFen}
          />
        </Field>
      )}
    </>
  );
}

/** In which shares the programme pays, where no contract plans it otherwise; null where one does. */
async function sharesOf({ definition }: BackEntryView): Promise<{ text: string; count: number } | null> {
  if (!definition || usesStage(definition, 'CONTRACT')) return null;
  const programmes = await getTranslations('programmes');
  const said = definition.payments.map(({ shareBps, milestone, holdDays }) =>
    programmes(holdDays > 0 ? 'read.instalmentHeld' : 'read.instalment', {
      share: formatRate(shareBps),
      milestone: programmes(`values.milestones.${milestone}`),
      days: holdDays,
    }),
  );
  return { text: said.join(programmes('listSeparator')), count: definition.payments.length };
}
