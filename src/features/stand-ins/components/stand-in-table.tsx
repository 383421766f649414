import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Label } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { endArrangement } from '../actions';
import type { StandInRow } from '../queries';

const TONES = { TO_COME: 'amber', RUNNING: 'green', OVER: 'grey' } as const;

/** Arrangements, newest first, with the way to end one that still runs. */
export function StandInTable({ rows }: { rows: readonly StandInRow[] }) {
  const t = useTranslations('stand-ins');
  const locale = useLocale();
  const name = (label: Label | null) => (label ? labelOf(label, locale) : '--');
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('absent')}</Th>
          <Th>{t('standIn')}</Th>
          <Th>{t('days')}</Th>
          <Th>{t('reason')}</Th>
          <Th>{t('state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">{name(row.absent)}</RowHead>
            <Td phone="line" label={t('standIn')}>
              {name(row.standIn)}
            </Td>
            <Td phone="line" label={t('days')}>
              {formatDayRange(row.validFrom, row.lastDay)}
            </Td>
            <Td phone="line" label={t('reason')}>
              {row.reason}
            </Td>
            <Td phone="line" label={t('state')}>
              <Status tone={TONES[row.state]}>{t(`states.${row.state}`)}</Status>{' '}
              {row.mayEnd && (
                <ConfirmDialog
                  trigger={t('end')}
                  triggerVariant="text"
                  title={t('endOf', { absent: name(row.absent), standIn: name(row.standIn) })}
                  description={t('endWhat')}
                >
                  <ActionForm action={endArrangement} aria-label={t('end')}>
                    <input type="hidden" name="standInId" value={row.id} />
                    <SubmitButton>{t('end')}</SubmitButton>
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
