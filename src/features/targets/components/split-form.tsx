'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { useFormState } from '@/components/ui/form-context';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { TargetMeasure } from '@/domain/measures';
import { type AmountUnit, parseAmount } from '@/domain/money';
import { SPLIT_METHODS, type SplitMethod, splitMilestones, type TargetMilestone } from '@/domain/target';
import { formatMeasured } from '@/features/figures/format';
import { useTargetWords } from '@/i18n/client/targets';
import { split } from '../actions';
import { weightName } from '../form-rows';

type Props = {
  targetId: string;
  measure: TargetMeasure;
  unit: AmountUnit;
  unitName: string;
  milestones: readonly TargetMilestone[];
  /** `weights`: as last saved, by method, as an input shows them */
  places: readonly { key: string; name: string; weights: Partial<Record<SplitMethod, string>> }[];
  method: SplitMethod;
};

/** How a target is divided, with what each would get: the same rule as the server's, so that the sums are the saved ones. */
export function SplitForm({ targetId, method: first, ...rest }: Props) {
  const t = useTargetWords();
  const [method, setMethod] = useState(first);
  return (
    <ActionForm action={split} aria-label={t('split')}>
      <input type="hidden" name="targetId" value={targetId} />
      <Field name="method" label={t('method')} group required>
        <RadioGroup
          defaultValue={first}
          onChange={(value) => setMethod(SPLIT_METHODS.find((one) => one === value) ?? first)}
          choices={SPLIT_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
        />
      </Field>
      <Preview key={method} method={method} {...rest} />
      <SubmitButton>{t('splitSubmit')}</SubmitButton>
    </ActionForm>
  );
}

function readWeight(method: SplitMethod, typed: string): bigint {
  if (method === 'EQUAL') return 1n;
  if (method === 'WEIGHT') return /^\d{1,7}$/.test(typed.trim()) ? BigInt(typed.trim()) : 0n;
  const read = parseAmount(typed, 'WAN', { min: 0n });
  return read.ok ? read.fen : 0n;
}

function Preview({ measure, unit, unitName, milestones, places, method }: Omit<Props, 'targetId'>) {
  const t = useTargetWords();
  const { state } = useFormState();
  const sent = state?.ok === false ? state : null;
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(places.map(({ key, weights }) => [key, weights[method] ?? ''])),
  );
  const shares = splitMilestones(
    milestones,
    places.map(({ key }) => readWeight(method, typed[key] ?? '')),
  );
  const format = (value: bigint) => formatMeasured(value, measure, unit);
  const sumOf = (index: number) => (shares ?? []).reduce((sum, share) => sum + (share[index]?.value ?? 0n), 0n);
  const kind = t(method === 'FUNDS' ? 'funds' : 'weight');
  const heads = milestones.map(({ on }) => t('onUnit', { on, unit: unitName }));
  return (
    <div className="mb-4">
      <h2 className="text-md font-bold">{t('preview')}</h2>
      {method !== 'EQUAL' && <p className="text-sm text-ink-2">{t('weightHint')}</p>}
      <Table caption={t('preview')}>
        <thead>
          <tr>
            <Th>{t('place')}</Th>
            {method !== 'EQUAL' && <Th num>{kind}</Th>}
            {heads.map((head) => (
              <Th key={head} num>
                {head}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ key, name }, row) => (
            <tr key={key}>
              <RowHead>{name}</RowHead>
              {method !== 'EQUAL' && (
                <Td num label={kind}>
                  <TextInput
                    width="short"
                    name={weightName(key)}
                    aria-label={t('weightOf', { place: name, kind })}
                    aria-invalid={sent?.fieldErrors[weightName(key)] === undefined ? undefined : true}
                    inputMode="decimal"
                    autoComplete="off"
                    maxLength={20}
                    className="text-right max-md:w-32"
                    defaultValue={typed[key]}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      setTyped((before) => ({ ...before, [key]: value }));
                    }}
                  />
                  {sent?.fieldErrors[weightName(key)] && (
                    <span className="block text-sm font-bold text-red">{sent.fieldErrors[weightName(key)]}</span>
                  )}
                </Td>
              )}
              {milestones.map(({ on }, index) => (
                <Td key={on} num label={heads[index]}>
                  {shares ? format(shares[row]?.[index]?.value ?? 0n) : '--'}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <RowHead>{t('total')}</RowHead>
            {method !== 'EQUAL' && <Td phone="hide" />}
            {milestones.map(({ on }, index) => (
              <Td key={on} num label={heads[index]}>
                {shares ? format(sumOf(index)) : '--'}
              </Td>
            ))}
          </tr>
          <tr>
            <RowHead>{t('ofTarget')}</RowHead>
            {method !== 'EQUAL' && <Td phone="hide" />}
            {milestones.map(({ on, value }, index) => (
              <Td key={on} num label={heads[index]}>
                {format(value)}
              </Td>
            ))}
          </tr>
        </tfoot>
      </Table>
      {!shares && <p className="mt-1 text-sm text-ink-2">{t('noWeights')}</p>}
    </div>
  );
}
