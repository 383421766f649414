'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { DateInput, TextInput } from '@/components/ui/inputs';
import { AmountEntry } from '@/features/amount-entry';
import { useBackEntryWords } from '@/i18n/client/back-entries';
import { MAX_PAYMENTS, MAX_REPAYMENTS, paymentName, repaymentName, type Typed } from '../fields';

type Props = {
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** names of fields that a draft fills in */
  drafted: readonly string[];
};

const FIRST_ROWS = 2;

/** Rows that hold something, and at least a few to begin with, as far as there can be so many. */
const rowsOf = ({ typed, drafted }: Pick<Props, 'typed' | 'drafted'>, prefix: string, most = FIRST_ROWS) =>
  Math.max(
    Math.min(FIRST_ROWS, most),
    ...[...Object.keys(typed), ...drafted]
      .filter((name) => name.startsWith(prefix))
      .map((name) => Number(name.split('.')[1]) + 1),
  );

/** How many payments there can be, and what to know of them, where the programme says so. */
type Shares = { hint?: string; most?: number };

/** What was paid, one row each: day, amount, voucher. */
export function PaymentRows({ typed, errors, drafted, hint, most = MAX_PAYMENTS }: Props & Shares) {
  const t = useBackEntryWords();
  const [count, setCount] = useState(() => rowsOf({ typed, drafted }, 'payments.', most));
  return (
    <fieldset className="mb-4.5 min-w-0">
      <legend className="mb-0.5 font-bold">{t('fields.payments')}</legend>
      <p className="mb-2 text-sm text-ink-2">{hint ?? t('payment.hint')}</p>
      <div className="border-t-2 border-ink">
        {Array.from({ length: count }, (_, index) => {
          const [on, amount, voucher] = [
            paymentName(index, 'on'),
            paymentName(index, 'amount'),
            paymentName(index, 'voucher'),
          ];
          return (
            <div key={on} className="border-b border-rule pt-2 md:grid md:grid-cols-3 md:gap-x-4">
              <Field name={on} label={t('payment.on', { number: index + 1 })} className="mb-2" {...wrong(errors, on)}>
                <DateInput defaultValue={typed[on]} />
              </Field>
              <Field
                name={amount}
                label={t('payment.amount', { number: index + 1 })}
                className="mb-1"
                {...wrong(errors, amount)}
              >
                <AmountEntry defaultValue={typed[amount]} />
              </Field>
              <Field
                name={voucher}
                label={t('payment.voucher', { number: index + 1 })}
                className="mb-2"
                {...wrong(errors, voucher)}
              >
                <TextInput width="medium" autoComplete="off" defaultValue={typed[voucher]} className="md:w-full" />
              </Field>
            </div>
          );
        })}
      </div>
      {count < most && (
        <Button size="small" className="mt-2" onClick={() => setCount(count + 1)}>
          {t('payment.add')}
        </Button>
      )}
    </fieldset>
  );
}

/** What was repaid, one row each: day, principal, interest. */
export function RepaymentRows({ typed, errors, drafted }: Props) {
  const t = useBackEntryWords();
  const [count, setCount] = useState(() => rowsOf({ typed, drafted }, 'repayments.'));
  return (
    <fieldset className="mb-4.5 min-w-0">
      <legend className="mb-0.5 font-bold">{t('fields.repayments')}</legend>
      <p className="mb-2 text-sm text-ink-2">{t('repayment.hint')}</p>
      <div className="border-t-2 border-ink">
        {Array.from({ length: count }, (_, index) => {
          const parts = ['on', 'principal', 'interest'] as const;
          return (
            <div
              key={repaymentName(index, 'on')}
              className="border-b border-rule pt-2 md:grid md:grid-cols-3 md:gap-x-4"
            >
              {parts.map((part) => {
                const name = repaymentName(index, part);
                return (
                  <Field
                    key={name}
                    name={name}
                    label={t(`repayment.${part}`, { number: index + 1 })}
                    className="mb-2"
                    {...wrong(errors, name)}
                  >
                    {part === 'on' ? (
                      <DateInput defaultValue={typed[name]} />
                    ) : (
                      <TextInput
                        width="short"
                        inputMode="decimal"
                        autoComplete="off"
                        className="w-36 text-right"
                        defaultValue={typed[name]}
                      />
                    )}
                  </Field>
                );
              })}
            </div>
          );
        })}
      </div>
      {count < MAX_REPAYMENTS && (
        <Button size="small" className="mt-2" onClick={() => setCount(count + 1)}>
          {t('repayment.add')}
        </Button>
      )}
    </fieldset>
  );
}

const wrong = (errors: Props['errors'], name: string) => (errors[name] === undefined ? {} : { error: errors[name] });
