import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount, formatPercent, formatRate } from '@/domain/money';
import { can } from '@/domain/permissions';
import { SetUpForm } from '@/features/risk-funds/components/fund-forms';
import { listFundChoices, listFunds, stateOf } from '@/features/risk-funds/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('risk-funds', 'title');

export default async function RiskFundsPage() {
  const actor = await requireActor();
  if (!can(actor, 'fund.read')) notFound();
  const rows = await listFunds(actor, currentTime());
  const choices = await listFundChoices(actor);
  const t = await getTranslations('risk-funds');
  const common = await getTranslations('common');
  const locale = await getLocale();
  const unit = await displayUnit();
  const shownUnit = common(`unit${unit}`);
  return (
    <Page>
      <PageHead title={t('title')} meta={t('meta')} actions={<UnitSwitch current={unit} />} rule />
      <PanelledPage
        panel={
          choices.programmes.length > 0 &&
          choices.lenders.length > 0 && (
            <ConfirmPanel title={t('setUp')}>
              <SetUpForm {...choices} />
            </ConfirmPanel>
          )
        }
      >
        {rows.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        ) : (
          <Table caption={t('title')}>
            <thead>
              <tr>
                <Th>{t('name')}</Th>
                <Th>{t('county')}</Th>
                <Th num>{t('balanceUnit', { unit: shownUnit })}</Th>
                <Th num>{t('lent')}</Th>
                <Th num>{t('limit')}</Th>
                <Th num>{t('usedShare')}</Th>
                <Th num>{t('npl')}</Th>
                <Th num>{t('tolerance')}</Th>
                <Th>{t('state')}</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <RowHead>
                    <Link href={`/risk-funds/${row.id}`}>{row.name}</Link>
                    <span className="block text-xs text-ink-3">
                      {labelOf(row.programme, locale)} {labelOf(row.financier, locale)}
                    </span>
                  </RowHead>
                  <Td label={t('county')}>{row.county}</Td>
                  <Td num label={t('balance')} unit={shownUnit}>
                    {formatAmount(row.balanceFen, unit)}
                  </Td>
                  <Td num label={t('lent')} unit={shownUnit}>
                    {formatAmount(row.lentFen, unit)}
                  </Td>
                  <Td num label={t('limit')} unit={shownUnit}>
                    {formatAmount(row.limitFen, unit)}
                  </Td>
                  <Td num label={t('usedShare')}>
                    {formatPercent(row.lentFen, row.limitFen)}
                  </Td>
                  <Td num label={t('npl')}>
                    {formatRate(row.nplBps)}
                  </Td>
                  <Td num label={t('tolerance')}>
                    {formatRate(row.toleranceBps)}
                  </Td>
                  <Td label={t('state')}>{t(`states.${stateOf(row)}`)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </PanelledPage>
    </Page>
  );
}
