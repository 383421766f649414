import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { Status, type StatusTone } from '@/components/ui/status';
import { formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { NoticeState, NoticeView } from '../queries';

const TONES = {
  COMING: 'grey',
  RUNNING: 'accent',
  PAST: 'green',
  WITHDRAWN: 'amber',
} as const satisfies Record<NoticeState, StatusTone>;

/** The word for where a notice stands. */
export async function NoticeStateWord({ state }: { state: NoticeState }) {
  const t = await getTranslations('public-notices');
  return <Status tone={TONES[state]}>{t(`states.${state}`)}</Status>;
}

/** All that a notice says, the same for the public and for those who handle the case. */
export async function NoticeFacts({ notice }: { notice: NoticeView }) {
  const t = await getTranslations('public-notices');
  const locale = await getLocale();
  const { content } = notice;
  return (
    <DataList
      facts={[
        { label: t('fields.state'), value: <NoticeStateWord state={notice.state} /> },
        { label: t('fields.days'), value: t('fromTo', { from: notice.fromOn, to: notice.toOn }) },
        { label: t('fields.reference'), value: content.reference },
        { label: t('fields.applicant'), value: content.applicant },
        { label: t('fields.programme'), value: labelOf(content.programme, locale) },
        {
          label: t('fields.place'),
          value: [content.county, content.township, content.village].filter(Boolean).join(' '),
        },
        { label: t('fields.purpose'), value: <span className="whitespace-pre-line">{content.purpose}</span> },
        { label: t('fields.amount'), value: t('wan', { amount: formatAmount(content.amountFen, 'WAN') }) },
        { label: t('fields.term'), value: t('months', { months: content.termMonths }) },
        {
          label: t('fields.rate'),
          value: content.rateBps === null ? t('given') : `${(content.rateBps / 100).toFixed(2)}%`,
        },
        { label: t('fields.financier'), value: labelOf(content.financier, locale) },
        { label: t('fields.places'), value: <span className="whitespace-pre-line">{notice.places}</span> },
        { label: t('fields.complaintLine'), value: notice.complaintLine },
        {
          label: t('fields.document'),
          value: notice.documentNumber,
          note: t('atLeast', { days: notice.minimumDays }),
        },
        ...(notice.withdrawReason === null
          ? []
          : [{ label: t('fields.withdrawReason'), value: notice.withdrawReason }]),
      ]}
    />
  );
}
