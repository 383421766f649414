import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { amountWords } from '@/features/amount-words';
import { listSpecialItems } from '@/features/special-items/queries';
import { PHASE_TONES } from '@/features/special-items/tones';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('special-items', 'title');

export default async function SpecialItemsPage() {
  const actor = await requireActor();
  if (!can(actor, 'special-item.read')) notFound();
  const rows = await listSpecialItems(actor, dayOf(currentTime()));
  const t = await getTranslations('special-items');
  const locale = await getLocale();
  const words = await amountWords();
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta', { total: rows.length })}
        actions={
          can(actor, 'special-item.request') && (
            <ButtonLink href="/special-items/new" variant="primary">
              {t('new')}
            </ButtonLink>
          )
        }
        rule
      />
      {rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <Table caption={t('title')}>
          <thead>
            <tr>
              <Th>{t('itemTitle')}</Th>
              <Th>{t('organisation')}</Th>
              <Th num>{t('ceilingIn', { unit: words.unitWord })}</Th>
              <Th num>{t('spentIn', { unit: words.unitWord })}</Th>
              <Th num>{t('cases')}</Th>
              <Th>{t('days')}</Th>
              <Th>{t('status')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <RowHead>
                  <Link href={`/special-items/${row.id}`}>{row.title}</Link>
                </RowHead>
                <Td phone="sub">{labelOf(row.organisation, locale)}</Td>
                <Td num label={t('ceiling')} unit={words.unitWord}>
                  {words.cell(row.ceilingFen)}
                </Td>
                <Td num label={t('spent')} unit={words.unitWord}>
                  {words.cell(row.spentFen)}
                </Td>
                <Td num label={t('cases')}>
                  {row.cases}
                </Td>
                <Td label={t('days')}>{formatDayRange(row.validFrom, row.validTo)}</Td>
                <Td phone="title-end">
                  <Status tone={PHASE_TONES[row.phase]} hollow={row.phase !== 'APPROVED'}>
                    {t(`phases.${row.phase}`)}
                  </Status>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Page>
  );
}
