import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { isInBalance } from '@/domain/accounts';
import { dayOf } from '@/domain/calendar';
import { BalanceTable } from '@/features/general-ledger/components/balance-table';
import { getTrialBalance } from '@/features/general-ledger/queries';
import { ledgerHref, ledgerSearchFrom } from '@/features/general-ledger/search';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('ledger', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

/** 科目余额表 of what the person sees, over a period, down to each entry. */
export default async function LedgerPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  const search = ledgerSearchFrom(await searchParams, dayOf(currentTime()));
  const balance = (await getTrialBalance(actor, search)) ?? notFound();
  const t = await getTranslations('ledger');
  const locale = await getLocale();
  const unit = await displayUnit();
  const inBalance = isInBalance(balance.rows);
  return (
    <Page>
      <PageHead title={t('title')} meta={t('definition')} actions={<UnitSwitch current={unit} />} rule />
      <FilterBar action="/ledger" resetHref="/ledger">
        <FilterItem label={t('from')}>
          <DateInput name="from" aria-label={t('from')} defaultValue={search.from} />
        </FilterItem>
        <FilterItem label={t('to')}>
          <DateInput name="to" aria-label={t('to')} defaultValue={search.to} />
        </FilterItem>
        {balance.financiers.length > 1 && (
          <FilterItem label={t('financier')}>
            <Select
              name="financier"
              aria-label={t('financier')}
              placeholder={t('everybody')}
              defaultValue={search.financierId ?? ''}
              options={balance.financiers.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
            />
          </FilterItem>
        )}
      </FilterBar>
      {balance.rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <>
          <SayBar tone={inBalance ? 'green' : 'red'} className="my-3">
            {t(inBalance ? 'inBalance' : 'outOfBalance')}
          </SayBar>
          <BalanceTable rows={balance.rows} search={search} unit={unit} />
          <p className="screen-only mt-4">
            <ButtonLink href={ledgerHref('/api/ledger', search)}>{t('export')}</ButtonLink>
          </p>
        </>
      )}
    </Page>
  );
}
