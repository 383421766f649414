import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { listDefinitions } from '@/features/administration/queries/programmes';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.programmes');

export default async function ProgrammesPage() {
  const actor = await requireSection('programmes');
  const rows = await read(actor, (tx) => listDefinitions(tx, actor));
  const locale = await getLocale();
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="programmes">
      <PageHead title={t('sections.programmes')} below={t('programmesNote')} />
      {rows.length === 0 ? (
        <EmptyState title={t('noProgrammes')}>{t('noProgrammesHint')}</EmptyState>
      ) : (
        <Table caption={t('sections.programmes')}>
          <thead>
            <tr>
              <Th>{t('programme')}</Th>
              <Th>{t('province')}</Th>
              <Th num>{t('version')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('inForce')}</Th>
              <Th>{t('documentNumber')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <RowHead>
                  <Link href={`/admin/programmes/${row.id}`}>
                    {row.code} {labelOf(row.name, locale)}
                  </Link>
                </RowHead>
                <Td label={t('province')}>{row.province}</Td>
                <Td num label={t('version')}>
                  {row.version}
                </Td>
                <Td label={t('state')}>{t(`definitionStatus.${row.status}`)}</Td>
                <Td label={t('inForce')}>{formatDayRange(row.effectiveFrom, row.effectiveTo)}</Td>
                <Td label={t('documentNumber')}>{row.documentNumber}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </AdminPage>
  );
}
