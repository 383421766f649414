import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import { closeScreen } from '../actions';
import type { ScreenRow } from '../queries';

const TONES = { LIVE: 'green', EXPIRED: 'grey', REVOKED: 'grey' } as const;

/** The screens of an office, newest first, with the way to take one back. */
export function ScreenTable({ rows }: { rows: readonly ScreenRow[] }) {
  const t = useTranslations('screens');
  const locale = useLocale();
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('place')}</Th>
          <Th>{t('maker')}</Th>
          <Th>{t('lastSeen')}</Th>
          <Th>{t('ends')}</Th>
          <Th>{t('state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">{row.name}</RowHead>
            <Td phone="line" label={t('place')}>
              {row.place}
            </Td>
            <Td phone="line" label={t('maker')}>
              {row.maker ? labelOf(row.maker, locale) : '--'}
            </Td>
            <Td phone="line" label={t('lastSeen')}>
              {row.lastSeenAt ? formatInstant(row.lastSeenAt) : '--'}
            </Td>
            <Td phone="line" label={t('ends')}>
              {formatDayOf(row.expiresAt)}
            </Td>
            <Td phone="line" label={t('state')}>
              <Status tone={TONES[row.phase]} hollow={row.phase !== 'LIVE'}>
                {t(`phases.${row.phase}`)}
              </Status>{' '}
              {row.phase === 'LIVE' && (
                <ConfirmDialog
                  trigger={t('revoke')}
                  triggerVariant="text"
                  title={t('revokeOf', { name: row.name })}
                  description={t('revokeWhat')}
                >
                  <ActionForm action={closeScreen} aria-label={t('revoke')}>
                    <input type="hidden" name="screenId" value={row.id} />
                    <SubmitButton>{t('revoke')}</SubmitButton>
                  </ActionForm>
                </ConfirmDialog>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
