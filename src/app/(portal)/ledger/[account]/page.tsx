import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { ACCOUNTS } from '@/domain/accounts';
import { dayOf } from '@/domain/calendar';
import { EntryTable } from '@/features/general-ledger/components/entry-table';
import { listLedgerEntries } from '@/features/general-ledger/queries';
import { ledgerHref, ledgerSearchFrom } from '@/features/general-ledger/search';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('ledger', 'entries');

type Props = {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The entries of one account in a period, each leading to its case, fund or quota. */
export default async function LedgerAccountPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { account: code } = await params;
  const account = ACCOUNTS.find((each) => each === code) ?? notFound();
  const asked = await searchParams;
  const search = ledgerSearchFrom(asked, dayOf(currentTime()));
  const after = typeof asked.after === 'string' ? asked.after : undefined;
  const list = (await listLedgerEntries(actor, account, search, after)) ?? notFound();
  const t = await getTranslations('ledger');
  const unit = await displayUnit();
  const here = `/ledger/${account}`;
  return (
    <Page>
      <Breadcrumb
        items={[{ label: t('title'), href: ledgerHref('/ledger', search) }, { label: t(`accounts.${account}`) }]}
      />
      <PageHead
        title={t(`accounts.${account}`)}
        meta={t('period', search)}
        actions={<UnitSwitch current={unit} />}
        rule
      />
      {list.rows.length === 0 ? (
        <EmptyState title={t('noEntries')}>{t('emptyNext')}</EmptyState>
      ) : (
        <EntryTable rows={list.rows} unit={unit} />
      )}
      {(after || list.next) && (
        <Pager
          firstHref={after ? ledgerHref(here, search) : undefined}
          nextHref={list.next ? ledgerHref(here, search, { after: list.next }) : undefined}
        />
      )}
    </Page>
  );
}
