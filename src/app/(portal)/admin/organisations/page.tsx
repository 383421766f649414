import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { listOrganisations } from '@/features/administration/queries/places';
import { labelOf } from '@/i18n/label';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.organisations');

export default async function OrganisationsPage() {
  const actor = await requireSection('organisations');
  const rows = await read(actor, (tx) => listOrganisations(tx, actor));
  const locale = await getLocale();
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="organisations">
      <PageHead
        title={t('sections.organisations')}
        meta={t('count', { count: rows.length })}
        actions={
          <>
            <ButtonLink href="/admin/sheets/organisations">{t('byExcel')}</ButtonLink>
            <ButtonLink variant="primary" href="/admin/organisations/new">
              {t('newOrganisation')}
            </ButtonLink>
          </>
        }
      />
      <Table caption={t('sections.organisations')}>
        <thead>
          <tr>
            <Th>{t('organisation')}</Th>
            <Th>{t('kind')}</Th>
            <Th>{t('level')}</Th>
            <Th>{t('region')}</Th>
            <Th num>{t('people')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <RowHead>
                <span style={{ paddingInlineStart: `${row.depth * 1.25}rem` }}>
                  <Link href={`/admin/organisations/${row.id}`}>{labelOf(row.name, locale)}</Link>
                </span>
                {!row.active && <span className="ml-2 text-sm text-ink-3">{t('inactive')}</span>}
              </RowHead>
              <Td label={t('kind')}>{t(`organisationKinds.${row.kind}` as never)}</Td>
              <Td label={t('level')}>{t(`levels.${row.level}`)}</Td>
              <Td label={t('region')}>{row.region}</Td>
              <Td num label={t('people')}>
                {row.people}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </AdminPage>
  );
}
