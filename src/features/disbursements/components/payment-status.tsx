import { getTranslations } from 'next-intl/server';
import { Status, type StatusTone } from '@/components/ui/status';
import type { PaymentStatus } from '@/domain/disbursement';
import type { TrancheStatus } from '../queries';

type Look = { tone: StatusTone; hollow?: boolean };

const PAYMENT_LOOKS = {
  REQUESTED: { tone: 'amber' },
  RELEASED: { tone: 'green' },
  REFUSED: { tone: 'red', hollow: true },
  RETURNED: { tone: 'red', hollow: true },
} as const satisfies Record<PaymentStatus, Look>;

const TRANCHE_LOOKS = {
  PLANNED: { tone: 'grey', hollow: true },
  REQUESTED: { tone: 'amber' },
  RELEASED: { tone: 'green' },
  RETURNED: { tone: 'red', hollow: true },
  CANCELLED: { tone: 'grey', hollow: true },
} as const satisfies Record<TrancheStatus, Look>;

export async function PaymentStatusWord({ status }: { status: PaymentStatus }) {
  const t = await getTranslations('disbursements');
  return <Status {...PAYMENT_LOOKS[status]}>{t(`paymentStatus.${status}`)}</Status>;
}

export async function TrancheStatusWord({ status }: { status: TrancheStatus }) {
  const t = await getTranslations('disbursements');
  return <Status {...TRANCHE_LOOKS[status]}>{t(`trancheStatus.${status}`)}</Status>;
}
