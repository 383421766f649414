import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { DataList } from '@/components/ui/data-list';
import { Page, PanelledPage } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { formatAmount, toChineseCapitals } from '@/domain/money';
import { can } from '@/domain/permissions';
import { RequestForm } from '@/features/disbursements/components/payment-forms';
import { PaymentHead } from '@/features/disbursements/components/payment-head';
import { getDisbursement } from '@/features/disbursements/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = caseTitled('disbursements', 'request.title');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ tranche?: string }> };

export default async function NewPaymentPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'payment.request')) notFound();
  const now = currentTime();
  const view = await getDisbursement(actor, (await params).id, dayOf(now));
  const search = await searchParams;
  const tranche = view?.tranches.find((row) => row.id === search.tranche);
  if (!view || !tranche) notFound();
  const t = await getTranslations('disbursements');
  const refusal = view.payee ? tranche.requestRefusal : ({ code: 'PAYEE_MISSING' } as const);
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(now)}`} />
      <PaymentHead
        caseId={view.facts.id}
        reference={view.facts.reference}
        caseTitle={view.title}
        title={t('requestTranche', { sequence: tranche.sequence })}
      />
      <PanelledPage
        panel={
          refusal === null ? (
            <RequestForm caseId={view.facts.id} tranche={tranche} />
          ) : (
            <SayBar tone="amber" detail={await describeRefusal(refusal)}>
              {t('whyNoRequest')}
            </SayBar>
          )
        }
      >
        <DataList
          columns={1}
          facts={[
            {
              label: t('facts.amount'),
              value: <b>{t('yuan', { amount: formatAmount(tranche.amountFen, 'YUAN') })}</b>,
            },
            { label: t('facts.capitals'), value: <span lang="zh-CN">{toChineseCapitals(tranche.amountFen)}</span> },
            { label: t('facts.payee'), value: view.payee?.name ?? '--' },
            { label: t('facts.account'), value: view.payee?.account ?? '--' },
            { label: t('facts.contract'), value: view.contractNumber ?? '--' },
            { label: t('columns.plannedOn'), value: tranche.plannedOn },
          ]}
        />
      </PanelledPage>
    </Page>
  );
}
