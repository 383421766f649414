import 'server-only';
import { cookies } from 'next/headers';
import type { AmountUnit } from '@/domain/money';
import { heldName } from './cookie-name';

/** The unit in which this reader sees amounts: one per page, remembered in a cookie; 万元 until chosen. */
export async function displayUnit(): Promise<AmountUnit> {
  const value = (await cookies()).get(heldName('unit'))?.value;
  return value === 'YUAN' || value === 'YI' ? value : 'WAN';
}

/** The size of all text in percent of the usual; remembered in a cookie. */
export async function textSize(): Promise<TextSize> {
  const value = (await cookies()).get(heldName('text'))?.value;
  return value === '125' || value === '150' ? value : '100';
}
export type TextSize = '100' | '125' | '150';

/** Whether single keys are shortcuts; on until switched off (they get in the way of speech input). */
export async function hasShortcuts(): Promise<boolean> {
  return (await cookies()).get(heldName('keys'))?.value !== 'off';
}
