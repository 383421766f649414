import { getTranslations } from 'next-intl/server';
import { Status, type StatusTone } from '@/components/ui/status';
import type { FindingStatus, ReportStatus } from '../queries';

type Look = { tone: StatusTone; hollow?: boolean };

const REPORT_LOOKS = {
  DUE: { tone: 'grey', hollow: true },
  SUBMITTED: { tone: 'accent' },
  RETURNED: { tone: 'amber', hollow: true },
  REVIEWED: { tone: 'green' },
} as const satisfies Record<ReportStatus, Look>;

const FINDING_LOOKS = {
  OPEN: { tone: 'amber' },
  RECTIFIED: { tone: 'accent' },
  SIGNED_OFF: { tone: 'green' },
} as const satisfies Record<FindingStatus, Look>;

/** The word for where a monthly report stands; red and 逾期 when its day has passed. */
export async function ReportStatusWord({ status, late }: { status: ReportStatus; late: boolean }) {
  const t = await getTranslations('follow-up');
  if (late) return <Status tone="red">{t('late', { status: t(`reportStatus.${status}`) })}</Status>;
  return <Status {...REPORT_LOOKS[status]}>{t(`reportStatus.${status}`)}</Status>;
}

export async function FindingStatusWord({ status, late }: { status: FindingStatus; late: boolean }) {
  const t = await getTranslations('follow-up');
  if (late) return <Status tone="red">{t('late', { status: t(`findingStatus.${status}`) })}</Status>;
  return <Status {...FINDING_LOOKS[status]}>{t(`findingStatus.${status}`)}</Status>;
}
