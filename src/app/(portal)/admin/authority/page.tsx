import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { dayOf } from '@/domain/calendar';
import { formatAmount } from '@/domain/money';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { listAuthority } from '@/features/administration/queries/authority';
import { AuthorityFaults } from '@/features/authority/components/authority-faults';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.authority');

export default async function AuthorityPage() {
  const actor = await requireSection('authority');
  const rows = await read(actor, (tx) => listAuthority(tx, actor));
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const roles = await getTranslations('roles');
  const cases = await getTranslations('cases');
  return (
    <AdminPage actor={actor} current="authority">
      <PageHead
        title={t('sections.authority')}
        below={t('authorityNote')}
        actions={
          <>
            <ButtonLink href="/admin/sheets/authority">{t('byExcel')}</ButtonLink>
            <ButtonLink variant="primary" href="/admin/authority/new">
              {t('grantAuthority')}
            </ButtonLink>
          </>
        }
      />
      <AuthorityFaults rows={rows} today={dayOf(currentTime())} />
      {rows.length === 0 ? (
        <EmptyState title={t('noAuthority')}>{t('noAuthorityHint')}</EmptyState>
      ) : (
        <Table caption={t('sections.authority')}>
          <thead>
            <tr>
              <Th>{t('organisation')}</Th>
              <Th>{t('programme')}</Th>
              <Th>{t('rule')}</Th>
              <Th>{t('inForce')}</Th>
              <Th>{t('documentNumber')}</Th>
              <Th>{t('operation')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <RowHead>{labelOf(row.organisation, locale)}</RowHead>
                <Td label={t('programme')}>{labelOf(row.programme, locale)}</Td>
                <Td label={t('rule')}>
                  {t(row.upToFen === null ? 'authorityUnlimited' : 'authorityRule', {
                    role: roles(row.role),
                    applicant: row.applicantKind ? cases(`applicantKinds.${row.applicantKind}`) : t('everyApplicant'),
                    amount: formatAmount(row.upToFen, 'WAN'),
                    count: row.approvals,
                  })}
                </Td>
                <Td label={t('inForce')}>{formatDayRange(row.validFrom, row.validTo)}</Td>
                <Td label={t('documentNumber')}>{row.documentNumber}</Td>
                <Td>
                  {row.validTo === null && (
                    <Link href={`/admin/authority/${row.id}`}>
                      {t('endAuthority')}
                      <span className="sr-only">
                        {' '}
                        {labelOf(row.organisation, locale)} {row.documentNumber}
                      </span>
                    </Link>
                  )}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </AdminPage>
  );
}
