'use client';

import type { ComponentProps } from 'react';
import { AmountInput } from '@/components/ui/amount-input';

/** Stands in for the features' own wrapper around the capitals of domain/money. */
export function SampleAmountInput(props: Omit<ComponentProps<typeof AmountInput>, 'describe'>) {
  return <AmountInput {...props} describe={(value) => (/^\d/.test(value) ? `${value} 万元整` : '')} />;
}
