import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatInstant } from '@/lib/format-day';
import { shortUserAgent } from '@/lib/user-agent';
import type { SessionView } from '../queries';

interface SessionTableProps {
  sessions: readonly SessionView[];
  currentId?: string;
  /** What can be done with a session; absent where nothing can. */
  end?: (session: SessionView) => ReactNode;
}

/** Where somebody is signed in. */
export function SessionTable({ sessions, currentId, end }: SessionTableProps) {
  const t = useTranslations('identity');
  return (
    <Table caption={t('sessions')}>
      <thead>
        <tr>
          <Th>{t('device')}</Th>
          <Th>{t('address')}</Th>
          <Th>{t('firstSeenAt')}</Th>
          <Th>{t('startedAt')}</Th>
          <Th>{t('lastSeenAt')}</Th>
          {end !== undefined && <Th>{t('operation')}</Th>}
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id}>
            <RowHead>
              {shortUserAgent(session.agent) ?? t('unknownDevice')}
              {session.id === currentId && (
                <span className="ml-2 text-sm font-normal text-ink-2">{t('thisDevice')}</span>
              )}
            </RowHead>
            <Td label={t('address')}>{session.address ?? '--'}</Td>
            <Td label={t('firstSeenAt')}>{session.firstSeenAt ? formatInstant(session.firstSeenAt) : '--'}</Td>
            <Td label={t('startedAt')}>{formatInstant(session.startedAt)}</Td>
            <Td label={t('lastSeenAt')}>{formatInstant(session.lastSeenAt)}</Td>
            {end !== undefined && <Td>{session.id === currentId ? null : end(session)}</Td>}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
