import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { revokeApiToken } from '../actions';
import type { TokenRow } from '../queries';

const TONES = { GOOD: 'green', OVER: 'grey', REVOKED: 'grey' } as const;

/** The keys of programs, newest first, with the way to end one. */
export function TokenTable({ rows }: { rows: readonly TokenRow[] }) {
  const t = useTranslations('administration');
  const locale = useLocale();
  return (
    <Table caption={t('sections.tokens')}>
      <thead>
        <tr>
          <Th>{t('tokens.purpose')}</Th>
          <Th>{t('tokens.person')}</Th>
          <Th>{t('tokens.madeOn')}</Th>
          <Th>{t('tokens.lastDay')}</Th>
          <Th>{t('tokens.state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">{row.purpose}</RowHead>
            <Td phone="line" label={t('tokens.person')}>
              {labelOf(row.person, locale)} <span className="text-ink-3">{labelOf(row.organisation, locale)}</span>
            </Td>
            <Td phone="line" label={t('tokens.madeOn')}>
              {row.madeOn}
            </Td>
            <Td phone="line" label={t('tokens.lastDay')}>
              {row.lastDay}
            </Td>
            <Td phone="line" label={t('tokens.state')}>
              <Status tone={TONES[row.state]}>{t(`tokens.states.${row.state}`)}</Status>{' '}
              {row.state === 'GOOD' && (
                <ConfirmDialog
                  trigger={t('tokens.revoke')}
                  triggerVariant="text"
                  title={t('tokens.revokeOf', { purpose: row.purpose })}
                  description={t('tokens.revokeWhat')}
                >
                  <ActionForm action={revokeApiToken} aria-label={t('tokens.revoke')}>
                    <input type="hidden" name="tokenId" value={row.id} />
                    <SubmitButton>{t('tokens.revoke')}</SubmitButton>
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
