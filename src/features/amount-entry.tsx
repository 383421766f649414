'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { AmountInput } from '@/components/ui/amount-input';
import { type AmountUnit, parseAmount, toChineseCapitals } from '@/domain/money';

interface AmountEntryProps extends Omit<ComponentProps<typeof AmountInput>, 'describe' | 'unit'> {
  unit?: AmountUnit;
}

/** An amount as typed, in 10,000 yuan unless said otherwise, with its capitals below. The server reads it by `amountField` of the same unit. */
export function AmountEntry({ unit = 'WAN', ...rest }: AmountEntryProps) {
  const t = useTranslations('common');
  return (
    <AmountInput
      {...rest}
      unit={t(`unit${unit}`)}
      describe={(typed) => {
        const amount = parseAmount(typed, unit);
        return amount.ok ? toChineseCapitals(amount.fen) : '';
      }}
    />
  );
}
