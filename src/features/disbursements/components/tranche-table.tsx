import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount, sumFen } from '@/domain/money';
import type { DisbursementView, TrancheView } from '../queries';
import { TrancheStatusWord } from './payment-status';

/** Instalments: planned beside actual, with the way to ask for one. */
export async function TrancheTable({ view, unit }: { view: DisbursementView; unit: AmountUnit }) {
  const t = await getTranslations('disbursements');
  const planned = view.tranches.filter((row) => row.status !== 'CANCELLED');
  const byProgress = view.tranches.some((row) => row.milestone !== 'START' || row.holdDays > 0);
  return (
    <Table caption={t('plan')}>
      <thead>
        <tr>
          <Th>{t('columns.tranche')}</Th>
          <Th>{t('columns.plannedOn')}</Th>
          <Th num>{t('columns.planned', { unit: t(`units.${unit}`) })}</Th>
          {byProgress && <Th>{t('columns.waitsFor')}</Th>}
          <Th>{t('columns.releasedOn')}</Th>
          <Th num>{t('columns.paid', { unit: t(`units.${unit}`) })}</Th>
          <Th>{t('columns.status')}</Th>
          <Th>{t('columns.next')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.tranches.map((tranche) => (
          <TrancheRow key={tranche.id} caseId={view.facts.id} tranche={tranche} unit={unit} byProgress={byProgress} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead>{t('columns.total')}</RowHead>
          <Td phone="hide" />
          <Td num label={t('columns.plannedShort')}>
            {formatAmount(sumFen(planned.map((row) => row.amountFen)), unit)}
          </Td>
          {byProgress && <Td phone="hide" />}
          <Td phone="hide" />
          <Td num label={t('columns.paidShort')}>
            {formatAmount(view.facts.disbursedAmountFen, unit)}
          </Td>
          <Td phone="hide" />
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}

/** What an instalment by progress waits for, and until when a retention is held. */
async function WaitsFor({ tranche }: { tranche: TrancheView }) {
  const t = await getTranslations('disbursements');
  const { holdDays, payableFrom } = tranche;
  const held = payableFrom ? t('heldUntil', { day: payableFrom }) : t('heldDays', { days: holdDays });
  return (
    <>
      {t(`milestones.${tranche.milestone}`)}
      {holdDays > 0 && <span className="ml-1.5 text-xs text-ink-3">{held}</span>}
    </>
  );
}

type RowProps = { caseId: string; tranche: TrancheView; unit: AmountUnit; byProgress: boolean };

async function TrancheRow({ caseId, tranche, unit, byProgress }: RowProps) {
  const t = await getTranslations('disbursements');
  const paid = tranche.payments.find((payment) => payment.status === 'RELEASED');
  const requested = tranche.payments.find((payment) => payment.status === 'REQUESTED');
  return (
    <tr>
      <RowHead>{t('trancheName', { sequence: tranche.sequence })}</RowHead>
      <Td label={t('columns.plannedOn')}>{tranche.plannedOn}</Td>
      <Td num phone="title-end" unit={t(`units.${unit}`)}>
        {formatAmount(tranche.amountFen, unit)}
      </Td>
      {byProgress && (
        <Td label={t('columns.waitsFor')}>
          <WaitsFor tranche={tranche} />
        </Td>
      )}
      <Td label={t('columns.releasedOn')}>{paid?.releasedOn ?? '--'}</Td>
      <Td num label={t('columns.paidShort')} unit={t(`units.${unit}`)}>
        {formatAmount(paid?.amountFen, unit)}
      </Td>
      <Td phone="sub">
        <TrancheStatusWord status={tranche.status} />
      </Td>
      <Td label={t('columns.next')} phone={tranche.requestRefusal !== null && !requested ? 'hide' : 'line'}>
        {tranche.requestRefusal === null && (
          <Link href={`/cases/${caseId}/payments/new?tranche=${tranche.id}`}>
            {t('requestTranche', { sequence: tranche.sequence })}
          </Link>
        )}
        {requested && (
          <Link href={`/cases/${caseId}/payments/${requested.id}`}>
            {t('openRequest', { sequence: tranche.sequence })}
          </Link>
        )}
        {tranche.requestRefusal !== null && !requested && '--'}
      </Td>
    </tr>
  );
}
