import 'server-only';
import { cookies } from 'next/headers';
import type { AmountUnit } from '@/domain/money';

/** The unit in which this reader sees amounts: one per page, remembered in a cookie; 万元 until chosen. */
export async function displayUnit(): Promise<AmountUnit> {
  const value = (await cookies()).get('unit')?.value;
  return value === 'YUAN' || value === 'YI' ? value : 'WAN';
}
