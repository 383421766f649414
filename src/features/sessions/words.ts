import { getTranslations } from 'next-intl/server';
import type { StatusTone } from '@/components/ui/status';
import type { SessionItemStatus, SessionStatus } from '@/generated/prisma/client';

export const SESSION_TONES = {
  PLANNED: 'accent',
  OPEN: 'green',
  CLOSED: 'grey',
  CANCELLED: 'grey',
} as const satisfies Record<SessionStatus, StatusTone>;

export const ITEM_TONES = {
  PENDING: 'accent',
  APPROVED: 'green',
  DECLINED: 'red',
  RETURNED: 'amber',
  REMOVED: 'grey',
} as const satisfies Record<SessionItemStatus, StatusTone>;

/** '2026-003' as official papers number it; a word where there is none yet. */
export async function numberOf(number: string | null): Promise<string> {
  const t = await getTranslations('sessions');
  const [year, count] = number?.split('-') ?? [];
  return year && count ? t('number', { year, count: Number(count) }) : t('noNumber');
}
