import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Amounts } from '@/components/ui/amounts';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { formatAmount, formatPercent, formatRate, MISSING } from '@/domain/money';
import { can } from '@/domain/permissions';
import { ClaimOffer, DepositForm, PauseForm } from '@/features/risk-funds/components/fund-forms';
import { getFund, stateOf } from '@/features/risk-funds/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('risk-funds', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function RiskFundPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const view = await getFund(actor, (await params).id, now);
  if (!view) notFound();
  const { done } = await searchParams;
  const { fund } = view;
  const t = await getTranslations('risk-funds');
  const locale = await getLocale();
  const unit = await displayUnit();
  const shownUnit = (await getTranslations('common'))(`unit${unit}`);
  const today = dayOf(now);
  const paused = fund.pausedReason !== null;
  const state = stateOf(fund);
  const npl = { share: formatRate(fund.nplBps), tolerance: formatRate(fund.toleranceBps) };
  const details = { PAUSED: fund.pausedReason, OVER: t('overDetail', npl), FULL: t('fullDetail') };
  const shares = ['outstandingFen', 'fundShareFen', 'bankShareFen', 'insurerShareFen', 'recoveredFen'] as const;
  return (
    <Page>
      <Breadcrumb
        items={[{ label: t('title'), href: '/risk-funds' }, { label: fund.name }]}
        end={<UnitSwitch current={unit} />}
      />
      <PageHead
        title={fund.name}
        meta={`${fund.county} ${labelOf(fund.programme, locale)} ${labelOf(fund.financier, locale)}`}
        rule
      />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      {state !== 'LENDING' && (
        <SayBar tone="amber" className="my-3" detail={details[state]}>
          {t(`states.${state}`)}
        </SayBar>
      )}
      <PanelledPage
        panel={
          <>
            {view.claims.map(
              (row) =>
                row.offer && (
                  <ConfirmPanel
                    key={row.id}
                    title={t(row.offer)}
                    note={row.case.reference}
                    why={row.statement}
                    className="not-first:mt-4"
                  >
                    <ClaimOffer fundId={fund.id} claimId={row.id} offer={row.offer} today={today} />
                  </ConfirmPanel>
                ),
            )}
            {can(actor, 'fund.manage') && (
              <ConfirmPanel title={t('deposit')} className="not-first:mt-4">
                <DepositForm fundId={fund.id} today={today} />
              </ConfirmPanel>
            )}
            {can(actor, 'fund.pause') && (
              <ConfirmPanel title={t(paused ? 'resume' : 'pause')} className="not-first:mt-4">
                <PauseForm fundId={fund.id} paused={paused} />
              </ConfirmPanel>
            )}
          </>
        }
      >
        <Amounts
          missing={MISSING}
          cells={[
            { label: t('balanceUnit', { unit: shownUnit }), value: formatAmount(fund.balanceFen, unit) },
            { label: t('lent'), value: formatAmount(fund.lentFen, unit) },
            { label: t('limit'), value: formatAmount(fund.limitFen, unit) },
            { label: t('usedShare'), value: formatPercent(fund.lentFen, fund.limitFen) },
            { label: t('nplOfTolerance', npl), value: npl.share },
          ]}
        />
        <Section>
          <SectionHead>{t('claims')}</SectionHead>
          {view.claims.length === 0 ? (
            <EmptyState title={t('noClaims')}>{t('noClaimsNext')}</EmptyState>
          ) : (
            <Table caption={t('claims')}>
              <thead>
                <tr>
                  <Th>{t('case')}</Th>
                  <Th>{t('state')}</Th>
                  <Th>{t('overdueSince')}</Th>
                  {shares.map((share) => (
                    <Th key={share} num>
                      {t(`shares.${share}`)}
                    </Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {view.claims.map((row) => (
                  <tr key={row.id}>
                    <RowHead>
                      <Link href={`/cases/${row.case.id}?tab=follow-up`}>{row.case.reference}</Link>
                    </RowHead>
                    <Td label={t('state')}>
                      {t(`statuses.${row.status}`)}
                      {row.reviewRemark && <span className="block text-ink-3">{row.reviewRemark}</span>}
                    </Td>
                    <Td label={t('overdueSince')}>{row.overdueSinceOn}</Td>
                    {shares.map((share) => (
                      <Td key={share} num label={t(`shares.${share}`)} unit={shownUnit}>
                        {formatAmount(row[share], unit)}
                      </Td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
        <Section>
          <SectionHead>{t('entries')}</SectionHead>
          {view.entries.length === 0 ? (
            <EmptyState title={t('noEntries')}>{t('noEntriesNext')}</EmptyState>
          ) : (
            <Table caption={t('entries')}>
              <thead>
                <tr>
                  <Th>{t('kind')}</Th>
                  <Th num>{t('amount')}</Th>
                  <Th>{t('reference')}</Th>
                  <Th>{t('on')}</Th>
                </tr>
              </thead>
              <tbody>
                {view.entries.map((row) => (
                  <tr key={row.id}>
                    <RowHead>{t(`kinds.${row.kind}`)}</RowHead>
                    <Td num label={t('amount')} unit={shownUnit}>
                      {formatAmount(row.amountFen, unit)}
                    </Td>
                    <Td label={t('reference')}>{row.reference}</Td>
                    <Td label={t('on')}>{row.on}</Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
      </PanelledPage>
    </Page>
  );
}
