import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AccountStatus } from '@/features/administration/components/account-status';
import { AdminPage } from '@/features/administration/components/admin-page';
import { UserControls } from '@/features/administration/components/user-controls';
import { requireSection } from '@/features/administration/gate';
import { findUser } from '@/features/administration/queries/users';
import { LinkIdentityForm } from '@/features/identity/components/link-identity-form';
import { SessionTable } from '@/features/identity/components/session-table';
import { issuer } from '@/features/identity/provider';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'account');

export default async function UserPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireSection('users');
  const { id } = await params;
  const user = await read(actor, (tx) => findUser(tx, actor, id, currentTime()));
  if (!user) notFound();
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const roles = await getTranslations('roles');
  const name = labelOf(user.name, locale);
  const own = user.id === actor.userId;
  const lockSentence = ({ where, address, until }: (typeof user.locks)[number]) => {
    const params = { address: address ?? '--', until: formatInstant(until) };
    if (where === 'ADDRESS') return t('lockAt', params);
    return where === 'DEVICE' ? t('lockDevice', params) : t('lockEverywhere', params);
  };
  const { setUpAt, isRequired, codesLeft } = user.factor;
  const factorSentence = setUpAt
    ? t('factorSetUpAt', { at: formatInstant(setUpAt), left: codesLeft })
    : t(isRequired ? 'factorMissing' : 'factorNone');
  return (
    <AdminPage actor={actor} current="users">
      <Breadcrumb items={[{ label: t('sections.users'), href: '/admin/users' }, { label: name }]} />
      <PageHead
        title={name}
        below={<AccountStatus state={user.state} />}
        actions={<ButtonLink href={`/admin/users/${user.id}/edit`}>{t('editAccount')}</ButtonLink>}
        rule
      />
      <Section>
        <DataList
          facts={[
            { label: t('username'), value: user.username },
            { label: t('staffNumber'), value: user.staffNumber },
            { label: t('organisation'), value: labelOf(user.organisation, locale) },
            { label: t('roles'), value: user.roles.map((role) => roles(role)).join(t('listSeparator')) },
            {
              label: t('lastSignIn'),
              value: user.lastSignInAt ? formatInstant(user.lastSignInAt) : t('neverSignedIn'),
              note: user.lastSignInAddress,
            },
            { label: t('failedSignIns'), value: user.failedSignIns },
            ...(user.locks.length > 0 ? [{ label: t('locks'), value: user.locks.map(lockSentence).join(' ') }] : []),
            { label: t('factor'), value: factorSentence },
            { label: t('external'), value: user.external ?? t('externalNone') },
            { label: t('email'), value: user.email ?? '--' },
            ...(user.mustChangePassword ? [{ label: t('passwordState'), value: t('oneTimePassword') }] : []),
            { label: t('createdAt'), value: formatInstant(user.createdAt) },
          ]}
        />
      </Section>
      <Section aria-labelledby="sessions">
        <SectionHead id="sessions">{t('sessions')}</SectionHead>
        {user.sessions.length === 0 ? (
          <p className="text-sm text-ink-2">{t('noSessions')}</p>
        ) : (
          <SessionTable sessions={user.sessions} currentId={actor.sessionId} />
        )}
      </Section>
      <p className="mt-6">
        <ButtonLink href={`/hand-overs/new?from=${user.id}`}>{t('handOver')}</ButtonLink>
      </p>
      <UserControls
        userId={user.id}
        state={user.state}
        sessions={user.sessions.length}
        isLocked={user.locks.length > 0}
        hasFactor={setUpAt !== null}
        own={own}
      />
      {!own && issuer() !== null && <LinkIdentityForm userId={user.id} subject={user.external} />}
    </AdminPage>
  );
}
