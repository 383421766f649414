'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { useRestored } from '@/components/ui/form-context';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import { MAX_TRANCHES } from '@/domain/contract-terms';
import { AmountEntry } from '@/features/amount-entry';
import { useContractWords } from '@/i18n/client/contracts';
import { trancheName } from '../field-names';

type Method = 'BULLET' | 'EQUAL_INSTALMENTS' | 'EQUAL_PRINCIPAL';
type SecurityKind = 'NONE' | 'GUARANTEE' | 'POLICY' | 'RISK_FUND';

export type ContractFieldsProps = {
  start: {
    amount: string;
    termMonths: string;
    rate: string;
    repaymentMethod: string;
    securityKind: string;
    securityReference: string;
    linkedHouseholds: string;
    tranches: readonly { on: string; amount: string }[];
  };
  limits: { amount: string; termMonths: string; rate: string };
  /** what is given has no rate and is paid back in no way */
  isLoan: boolean;
  methods: readonly Method[];
  securityKinds: readonly SecurityKind[];
  /** the programme wants a linkage agreement from this kind of applicant */
  linkage: boolean;
  /** rows of tranches at least */
  rows: number;
};

/** The terms of a contract and its plan of tranches. */
export function ContractFields({ start, limits, isLoan, methods, securityKinds, linkage, rows }: ContractFieldsProps) {
  const t = useContractWords();
  return (
    <>
      <Field name="amountFen" label={t('amount')} hint={t('amountHint', { amount: limits.amount })} required>
        <AmountEntry defaultValue={start.amount} />
      </Field>
      <Field name="termMonths" label={t('term')} hint={t('termHint', { months: limits.termMonths })} required>
        <TextInput width="short" inputMode="numeric" defaultValue={start.termMonths} />
      </Field>
      {isLoan ? (
        <>
          <Field name="rateBps" label={t('rate')} hint={t('rateHint', { rate: limits.rate })} required>
            <TextInput width="short" inputMode="decimal" defaultValue={start.rate} />
          </Field>
          <Field name="repaymentMethod" label={t('method')} required>
            <Select
              defaultValue={start.repaymentMethod}
              placeholder={t('choose')}
              options={methods.map((method) => ({ value: method, label: t(`methods.${method}`) }))}
            />
          </Field>
        </>
      ) : (
        <input type="hidden" name="repaymentMethod" value={methods[0]} />
      )}
      <Field name="securityKind" label={t('security')} required group>
        <RadioGroup
          defaultValue={start.securityKind}
          choices={securityKinds.map((kind) => ({ value: kind, label: t(`securityKinds.${kind}`) }))}
        />
      </Field>
      <Field name="securityReference" label={t('securityReference')} hint={t('securityReferenceHint')}>
        <TextInput defaultValue={start.securityReference} />
      </Field>
      {linkage && (
        <Field name="linkedHouseholds" label={t('linked')} hint={t('linkedHint')} required>
          <TextInput width="short" inputMode="numeric" defaultValue={start.linkedHouseholds} />
        </Field>
      )}
      <TrancheRows tranches={start.tranches} rows={rows} />
    </>
  );
}

function TrancheRows({ tranches, rows }: { tranches: ContractFieldsProps['start']['tranches']; rows: number }) {
  const t = useContractWords();
  const restored = useRestored();
  const drafted = Array.from({ length: MAX_TRANCHES }, (_, index) =>
    Boolean(restored[trancheName(index, 'on')] || restored[trancheName(index, 'amount')]),
  );
  const filled = Math.max(rows, tranches.length, drafted.lastIndexOf(true) + 1);
  const [count, setCount] = useState(Math.min(filled, MAX_TRANCHES));
  return (
    <fieldset className="mb-4.5 min-w-0">
      <legend className="mb-0.5 font-bold">{t('tranches')}</legend>
      <p className="mb-2 text-sm text-ink-2">{t('tranchesHint')}</p>
      <div className="border-t-2 border-ink">
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
          <div key={index} className="border-b border-rule pt-2 md:grid md:grid-cols-[12rem_minmax(0,1fr)] md:gap-x-6">
            <Field name={trancheName(index, 'on')} label={t('trancheOn', { number: index + 1 })} className="mb-2">
              <DateInput defaultValue={tranches[index]?.on} />
            </Field>
            <Field
              name={trancheName(index, 'amount')}
              label={t('trancheAmount', { number: index + 1 })}
              className="mb-1"
            >
              <AmountEntry defaultValue={tranches[index]?.amount} />
            </Field>
          </div>
        ))}
      </div>
      {count < MAX_TRANCHES && (
        <p className="mt-2">
          <Button size="small" onClick={() => setCount(count + 1)}>
            {t('addTranche')}
          </Button>
          <noscript>
            <a href={`?rows=${MAX_TRANCHES}`}>{t('moreRows', { count: MAX_TRANCHES })}</a>
          </noscript>
        </p>
      )}
    </fieldset>
  );
}
