import { useTranslations } from 'next-intl';
import { Status, type StatusTone } from '@/components/ui/status';
import type { Period } from '@/domain/bulletin';
import type { BulletinStatus } from '@/generated/prisma/client';

const TONES = { DRAFT: 'grey', IN_REVIEW: 'amber', ISSUED: 'green' } as const satisfies Record<
  BulletinStatus,
  StatusTone
>;

export function BulletinStatusWord({ status }: { status: BulletinStatus }) {
  const t = useTranslations('bulletins');
  return (
    <Status tone={TONES[status]} hollow={status === 'DRAFT'}>
      {t(`statuses.${status}`)}
    </Status>
  );
}

/** The period as a short word: `2026-10`, `2026 Q3`, or its two days. */
export function periodCode({ kind, from, until }: Period): string {
  if (kind === 'MONTH') return from.slice(0, 7);
  if (kind === 'QUARTER') return `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
  return `${from} ～ ${until}`;
}
