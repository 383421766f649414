import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { resetUserPassword } from '@/features/accounts/actions';
import { ResetPasswordForm } from '@/features/accounts/components/account-forms';
import { resetUserFactor } from '@/features/identity/actions';
import type { FormAction } from '@/lib/action-result';
import { deactivateUserAccount, endUserSessions, reactivateUserAccount, releaseUserLock } from '../actions';
import type { AccountState } from '../queries/users';

interface UserControlsProps {
  userId: string;
  state: AccountState;
  sessions: number;
  /** Somewhere nothing that the person types counts at this moment. */
  isLocked: boolean;
  hasFactor: boolean;
  /** One's own account: it can only be shut by somebody else. */
  own: boolean;
}

/** What the security administrator can do with an account, each with its consequence in words. */
export function UserControls({ userId, state, sessions, isLocked, hasFactor, own }: UserControlsProps) {
  const t = useTranslations('administration');
  return (
    <ConfirmPanel title={t('controls')} className="mt-6">
      {isLocked && (
        <Control userId={userId} action={releaseUserLock} word={t('releaseLock')} what={t('releaseLockWhat')} />
      )}
      {sessions > 0 && !own && (
        <Control
          userId={userId}
          action={endUserSessions}
          word={t('endSessions')}
          what={t('endSessionsWhat', { count: sessions })}
        />
      )}
      {!own && state !== 'DEACTIVATED' && <ResetPasswordForm action={resetUserPassword} userId={userId} />}
      {hasFactor && !own && (
        <Control userId={userId} action={resetUserFactor} word={t('resetFactor')} what={t('resetFactorWhat')} />
      )}
      {own ? (
        <p className="py-2 text-sm text-ink-2">{t('ownAccount')}</p>
      ) : state === 'DEACTIVATED' ? (
        <Control userId={userId} action={reactivateUserAccount} word={t('reactivate')} what={t('reactivateWhat')} />
      ) : (
        <Control
          userId={userId}
          action={deactivateUserAccount}
          word={t('deactivate')}
          what={t('deactivateWhat')}
          danger
        />
      )}
    </ConfirmPanel>
  );
}

interface ControlProps {
  userId: string;
  action: FormAction;
  word: string;
  what: string;
  danger?: boolean;
}

function Control({ userId, action, word, what, danger = false }: ControlProps) {
  return (
    <ActionForm action={action} aria-label={word} className="border-b border-rule py-2 last:border-b-0">
      <input type="hidden" name="userId" value={userId} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-sm text-ink-2">{what}</p>
        <SubmitButton variant={danger ? 'danger' : 'default'}>{word}</SubmitButton>
      </div>
    </ActionForm>
  );
}
