import { useTranslations } from 'next-intl';
import { Status, type StatusTone } from '@/components/ui/status';
import type { AccountState } from '../queries/users';

const TONES = { ACTIVE: 'green', LOCKED: 'amber', DEACTIVATED: 'grey' } as const satisfies Record<
  AccountState,
  StatusTone
>;

/** Whether an account can sign in at this moment. */
export function AccountStatus({ state }: { state: AccountState }) {
  const t = useTranslations('administration');
  return (
    <Status tone={TONES[state]} hollow={state !== 'ACTIVE'}>
      {t(`accountState.${state}`)}
    </Status>
  );
}
