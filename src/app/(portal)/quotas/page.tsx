import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { Tabs } from '@/components/ui/tabs';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount, formatRate } from '@/domain/money';
import { can } from '@/domain/permissions';
import { listQuotaProgrammes, listQuotas } from '@/features/quotas/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('quotas', 'title');

type Search = Promise<{ year?: string | string[] }>;

export default async function QuotasPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'quota.read')) notFound();
  const { year: asked } = await searchParams;
  const year = typeof asked === 'string' && /^\d{4}$/.test(asked) ? Number(asked) : null;
  const { rows, years } = await listQuotas(actor, year);
  const t = await getTranslations('quotas');
  const common = await getTranslations('common');
  const locale = await getLocale();
  const unit = await displayUnit();
  const shownUnit = common(`unit${unit}`);
  const allots = (await listQuotaProgrammes(actor)).length > 0;
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta')}
        actions={
          <>
            <UnitSwitch current={unit} />
            {allots && (
              <ButtonLink href="/quotas/new" variant="primary">
                {t('allot')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      {years.length > 1 && (
        <Section>
          <Tabs
            label={t('year')}
            items={[
              { href: '/quotas', label: t('allYears'), current: year === null },
              ...years.map((one) => ({ href: `/quotas?year=${one}`, label: String(one), current: one === year })),
            ]}
          />
        </Section>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <Section>
          <Table caption={t('title')}>
            <thead>
              <tr>
                <Th>{t('programme')}</Th>
                <Th>{t('place')}</Th>
                <Th num>{t('year')}</Th>
                <Th num>{t('allotted', { unit: shownUnit })}</Th>
                <Th num>{t('reserved')}</Th>
                <Th num>{t('used')}</Th>
                <Th num>{t('free')}</Th>
                <Th num>{t('concession')}</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <RowHead>
                    <Link href={`/quotas/${row.id}`}>{labelOf(row.programme, locale)}</Link>
                    {row.line && <span className="text-ink-3"> {row.line}</span>}
                  </RowHead>
                  <Td label={t('place')}>{row.place}</Td>
                  <Td num label={t('year')}>
                    {row.year}
                  </Td>
                  <Td num label={t('amount')} unit={shownUnit}>
                    {formatAmount(row.amountFen, unit)}
                  </Td>
                  <Td num label={t('reserved')} unit={shownUnit}>
                    {formatAmount(row.reservedFen, unit)}
                  </Td>
                  <Td num label={t('used')} unit={shownUnit}>
                    {formatAmount(row.usedFen, unit)}
                  </Td>
                  <Td num label={t('free')} unit={shownUnit}>
                    {formatAmount(row.freeFen, unit)}
                  </Td>
                  <Td num label={t('concession')}>
                    {row.concessionBps === 0 ? '--' : formatRate(row.concessionBps)}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      )}
    </Page>
  );
}
