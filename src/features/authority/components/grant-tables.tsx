import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Link } from '@/components/ui/link';
import { Status, type StatusTone } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { callBack } from '../actions-grants';
import type { PostingRow, RaiseRow } from '../grants-queries';

const TONES = {
  REQUESTED: 'amber',
  APPROVED: 'green',
  REFUSED: 'red',
  REVOKED: 'grey',
  OVER: 'grey',
} as const satisfies Record<RaiseRow['status'], StatusTone>;

/** Up to how much, in words. */
export function UpTo({ upToFen }: { upToFen: bigint | null }) {
  const t = useTranslations('grants');
  return upToFen === null ? t('unlimited') : t('upTo', { amount: formatAmount(upToFen, 'WAN') });
}

/** Temporary raises, newest first; each leads to its page, where head office settles it. */
export function RaiseTable({ rows }: { rows: readonly RaiseRow[] }) {
  const t = useTranslations('grants');
  const cases = useTranslations('cases');
  const locale = useLocale();
  return (
    <Table caption={t('raises')}>
      <thead>
        <tr>
          <Th>{t('fields.organisation')}</Th>
          <Th>{t('fields.programme')}</Th>
          <Th>{t('limit')}</Th>
          <Th>{t('days')}</Th>
          <Th>{t('fields.documentNumber')}</Th>
          <Th>{t('status')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">
              <Link href={`/authority/raises/${row.id}`}>{labelOf(row.organisation, locale)}</Link>
            </RowHead>
            <Td phone="line" label={t('fields.programme')}>
              {`${labelOf(row.programme, locale)} ${row.applicantKind ? cases(`applicantKinds.${row.applicantKind}`) : t('everyKind')}`}
            </Td>
            <Td phone="line" label={t('limit')}>
              <UpTo upToFen={row.upToFen} /> {t('approvals', { count: row.approvals })}
            </Td>
            <Td phone="line" label={t('days')}>
              {formatDayRange(row.validFrom, row.lastDay)}
            </Td>
            <Td phone="line" label={t('fields.documentNumber')}>
              {row.documentNumber || '--'}
            </Td>
            <Td phone="title-end">
              <Status tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</Status>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Postings, newest first, with the way to call somebody back. */
export function PostingTable({ rows }: { rows: readonly PostingRow[] }) {
  const t = useTranslations('grants');
  const locale = useLocale();
  return (
    <Table caption={t('postings')}>
      <thead>
        <tr>
          <Th>{t('fields.person')}</Th>
          <Th>{t('fields.organisation')}</Th>
          <Th>{t('limit')}</Th>
          <Th>{t('days')}</Th>
          <Th>{t('fields.documentNumber')}</Th>
          <Th>{t('status')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = row.person ? labelOf(row.person, locale) : '--';
          return (
            <tr key={row.id}>
              <RowHead phone="title">{name}</RowHead>
              <Td phone="line" label={t('fields.organisation')}>
                {`${labelOf(row.organisation, locale)} ${labelOf(row.programme, locale)}`}
              </Td>
              <Td phone="line" label={t('limit')}>
                <UpTo upToFen={row.upToFen} />
              </Td>
              <Td phone="line" label={t('days')}>
                {formatDayRange(row.validFrom, row.lastDay)}
              </Td>
              <Td phone="line" label={t('fields.documentNumber')}>
                {row.documentNumber}
              </Td>
              <Td phone="line" label={t('status')}>
                <Status tone={row.isRunning ? 'green' : 'grey'}>{t(row.isRunning ? 'running' : 'ended')}</Status>{' '}
                {row.mayEnd && (
                  <ConfirmDialog
                    trigger={t('endPosting')}
                    triggerVariant="text"
                    title={t('endPostingOf', { name })}
                    description={t('endPostingWhat')}
                  >
                    <ActionForm action={callBack} aria-label={t('endPosting')}>
                      <input type="hidden" name="postingId" value={row.id} />
                      <SubmitButton variant="danger">{t('endPosting')}</SubmitButton>
                    </ActionForm>
                  </ConfirmDialog>
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
