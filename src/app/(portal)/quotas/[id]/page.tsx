import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Amounts } from '@/components/ui/amounts';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount, formatRate, MISSING } from '@/domain/money';
import { ChangeForm, SettleForm, TransferForm } from '@/features/quotas/components/quota-forms';
import { QuotaCases, QuotaEntries, QuotaTransfers } from '@/features/quotas/components/quota-tables';
import { getQuota } from '@/features/quotas/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('quotas', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function QuotaPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const view = await getQuota(actor, (await params).id);
  if (!view) notFound();
  const { done } = await searchParams;
  const { quota } = view;
  const t = await getTranslations('quotas');
  const common = await getTranslations('common');
  const locale = await getLocale();
  const unit = await displayUnit();
  const title = t('heading', {
    programme: labelOf(quota.programme, locale),
    place: quota.place,
    year: `${quota.year}`,
  });
  const amounts = [
    ['allotted', quota.amountFen],
    ['reserved', quota.reservedFen],
    ['used', quota.usedFen],
    ['free', quota.freeFen],
  ] as const;
  const waiting = view.transfers.filter((row) => row.yours);
  return (
    <Page>
      <Breadcrumb
        items={[{ label: t('title'), href: '/quotas' }, { label: title }]}
        end={<UnitSwitch current={unit} />}
      />
      <PageHead
        title={title}
        meta={[labelOf(quota.financier, locale), quota.line, quota.documentNumber].filter(Boolean).join(' · ')}
        rule
      />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      <PanelledPage
        panel={
          (view.mayAllot || view.targets.length > 0) && (
            <>
              {waiting.map((row) => (
                <ConfirmPanel
                  key={row.id}
                  title={t('transferWaits')}
                  note={t('transferLine', {
                    from: row.from,
                    to: row.to,
                    amount: `${formatAmount(row.amountFen, unit)} ${common(`unit${unit}`)}`,
                  })}
                  why={row.reason}
                >
                  <SettleForm quotaId={quota.id} transferId={row.id} label={t('settle')} />
                </ConfirmPanel>
              ))}
              {view.targets.length > 0 && (
                <ConfirmPanel title={t('transfer')} note={t('transferNote')}>
                  <TransferForm quotaId={quota.id} targets={view.targets} />
                </ConfirmPanel>
              )}
              {view.mayAllot && (
                <ConfirmPanel title={t('change')}>
                  <ChangeForm quota={quota} />
                </ConfirmPanel>
              )}
            </>
          )
        }
      >
        <Amounts
          missing={MISSING}
          cells={amounts.map(([word, fen]) => ({
            label: t(word, { unit: common(`unit${unit}`) }),
            value: formatAmount(fen, unit),
            ...(word === 'allotted' && quota.concessionBps > 0
              ? { note: t('concessionOf', { rate: formatRate(quota.concessionBps) }) }
              : {}),
          }))}
        />
        <Section>
          <QuotaCases rows={view.cases} unit={unit} />
        </Section>
        <QuotaTransfers rows={view.transfers} unit={unit} />
        <Section>
          <QuotaEntries rows={view.entries} unit={unit} />
        </Section>
      </PanelledPage>
    </Page>
  );
}
