import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { can } from '@/domain/permissions';
import { requireRight } from '@/features/programmes/gate';
import { listDefinitions } from '@/features/programmes/queries';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'title');

export default async function ProgrammesPage() {
  const actor = await requireRight('programme.read');
  const rows = await read(actor, (tx) => listDefinitions(tx, actor, currentTime()));
  const locale = await getLocale();
  const t = await getTranslations('programmes');
  return (
    <Page>
      <PageHead
        title={t('title')}
        below={t('note')}
        actions={
          <>
            <ButtonLink href="/policy-values">{t('policies.title')}</ButtonLink>
            {can(actor, 'programme.write') && (
              <ButtonLink variant="primary" href="/programmes/new">
                {t('new.title')}
              </ButtonLink>
            )}
          </>
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={t('none')}>{t(can(actor, 'programme.write') ? 'noneBegin' : 'noneHint')}</EmptyState>
      ) : (
        <Table caption={t('title')}>
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
                  <Link href={`/programmes/${row.id}`}>
                    {row.code} {labelOf(row.name, locale)}
                  </Link>
                </RowHead>
                <Td label={t('province')}>{row.province}</Td>
                <Td num label={t('version')}>
                  {row.version}
                </Td>
                <Td label={t('state')}>{t(`states.${row.state}`)}</Td>
                <Td label={t('inForce')}>
                  {row.effectiveFrom ? formatDayRange(row.effectiveFrom, row.effectiveTo) : '--'}
                </Td>
                <Td label={t('documentNumber')}>{row.documentNumber || '--'}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Page>
  );
}
