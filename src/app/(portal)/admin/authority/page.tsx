import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PageHead } from '@/components/ui/heads';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount } from '@/domain/money';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { listAuthority } from '@/features/administration/queries/programmes';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
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
      <PageHead title={t('sections.authority')} below={t('authorityNote')} />
      <Table caption={t('sections.authority')}>
        <thead>
          <tr>
            <Th>{t('organisation')}</Th>
            <Th>{t('programme')}</Th>
            <Th>{t('rule')}</Th>
            <Th>{t('inForce')}</Th>
            <Th>{t('documentNumber')}</Th>
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
            </tr>
          ))}
        </tbody>
      </Table>
    </AdminPage>
  );
}
