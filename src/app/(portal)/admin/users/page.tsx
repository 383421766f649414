import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Pager } from '@/components/ui/pager';
import { SayBar } from '@/components/ui/say-bar';
import { SearchInput } from '@/components/ui/search-form';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { AccountStatus } from '@/features/administration/components/account-status';
import { AdminPage } from '@/features/administration/components/admin-page';
import { type PageQuery, requireSection, single } from '@/features/administration/gate';
import { listMissingAdministrators, listUsers } from '@/features/administration/queries/users';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { normaliseText } from '@/lib/text';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';
import { openWord, sealWord } from '@/server/sealed-search';

export const generateMetadata = titled('administration', 'sections.users');

export default async function UsersPage({ searchParams }: { searchParams: PageQuery }) {
  const actor = await requireSection('users');
  const query = await searchParams;
  const q = single(query.q) ?? '';
  const word = normaliseText(openWord(actor.userId, q)).slice(0, 80);
  const edges = { after: single(query.after), before: single(query.before) };
  const page = await read(actor, (tx) => listUsers(tx, actor, { word, ...edges }, currentTime()));
  const missing = await read(actor, (tx) => listMissingAdministrators(tx, actor));
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const roles = await getTranslations('roles');
  const href = (extra: Record<string, string>) =>
    `/admin/users?${new URLSearchParams({ ...(q ? { q: sealWord(actor.userId, q) } : {}), ...extra })}`;
  return (
    <AdminPage actor={actor} current="users">
      <PageHead
        title={t('sections.users')}
        actions={
          <>
            <ButtonLink href="/admin/sheets/users">{t('byExcel')}</ButtonLink>
            <ButtonLink variant="primary" href="/admin/users/new">
              {t('openAccount')}
            </ButtonLink>
          </>
        }
      />
      {missing.length > 0 && (
        <SayBar tone="amber" className="mb-4" detail={t('missingAdministratorsHint')}>
          {t('missingAdministrators', { roles: missing.map((role) => roles(role)).join(t('listSeparator')) })}
        </SayBar>
      )}
      <FilterBar
        action="/admin/users"
        resetHref="/admin/users"
        lead={
          <FilterItem label={t('findUser')} htmlFor="find-user">
            <SearchInput id="find-user" width="medium" value={q} maxLength={80} />
          </FilterItem>
        }
      >
        {null}
      </FilterBar>
      {page.rows.length === 0 ? (
        <EmptyState title={t('noUsers')}>{t('noUsersHint')}</EmptyState>
      ) : (
        <Table caption={t('sections.users')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('username')}</Th>
              <Th>{t('staffNumber')}</Th>
              <Th>{t('organisation')}</Th>
              <Th>{t('roles')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('lastSignIn')}</Th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((user) => (
              <tr key={user.id}>
                <RowHead>
                  <Link href={`/admin/users/${user.id}`}>{labelOf(user.name, locale)}</Link>
                </RowHead>
                <Td label={t('username')}>{user.username}</Td>
                <Td label={t('staffNumber')}>{user.staffNumber}</Td>
                <Td label={t('organisation')}>{labelOf(user.organisation, locale)}</Td>
                <Td label={t('roles')}>{user.roles.map((role) => roles(role)).join(t('listSeparator'))}</Td>
                <Td phone="title-end">
                  <AccountStatus state={user.state} />
                </Td>
                <Td label={t('lastSignIn')}>{user.lastSignInAt ? formatInstant(user.lastSignInAt) : '--'}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager
        firstHref={page.previous === null ? undefined : href({})}
        previousHref={page.previous === null ? undefined : href({ before: page.previous })}
        nextHref={page.next === null ? undefined : href({ after: page.next })}
      />
    </AdminPage>
  );
}
