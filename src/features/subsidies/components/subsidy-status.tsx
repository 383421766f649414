import { useTranslations } from 'next-intl';
import { Status, type StatusTone } from '@/components/ui/status';
import type { SubsidyStatus } from '@/domain/subsidy';

const LOOKS = {
  COMPUTED: { tone: 'grey' },
  REVIEWED: { tone: 'amber' },
  PAID: { tone: 'green' },
  REFUSED: { tone: 'red', hollow: true },
} as const satisfies Record<SubsidyStatus, { tone: StatusTone; hollow?: boolean }>;

export function SubsidyStatusWord({ status }: { status: SubsidyStatus }) {
  const t = useTranslations('subsidies');
  return <Status {...LOOKS[status]}>{t(`statuses.${status}`)}</Status>;
}
