import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount, sumFen } from '@/domain/money';
import type { DueView, FollowUpView } from '../queries';

/** Plan against paid, one row per due day; overdue is said in words. */
export async function PlanTable({ view, unit }: { view: FollowUpView; unit: AmountUnit }) {
  const t = await getTranslations('follow-up');
  if (view.plan.length === 0) return <EmptyState title={t('noPlan')}>{t('noPlanNext')}</EmptyState>;
  const total = (amountOf: (line: DueView) => bigint) => formatAmount(sumFen(view.plan.map(amountOf)), unit);
  const word = t(`units.${unit}`);
  return (
    <Table caption={t('plan')} density="tight">
      <thead>
        <tr>
          <Th>{t('columns.dueOn')}</Th>
          <Th num>{t('columns.principal', { unit: word })}</Th>
          <Th num>{t('columns.interest', { unit: word })}</Th>
          <Th num>{t('columns.paid', { unit: word })}</Th>
          <Th num>{t('columns.owed', { unit: word })}</Th>
          <Th>{t('columns.status')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.plan.map((line) => (
          <tr key={line.dueOn}>
            <RowHead>{line.dueOn}</RowHead>
            <Td num label={t('short.principal')} unit={word}>
              {formatAmount(line.principalFen, unit)}
            </Td>
            <Td num label={t('short.interest')} unit={word}>
              {formatAmount(line.interestFen, unit)}
            </Td>
            <Td num label={t('short.paid')} unit={word}>
              {formatAmount(line.paidFen, unit)}
            </Td>
            <Td num phone="title-end" unit={word}>
              {formatAmount(line.owedFen, unit)}
            </Td>
            <Td phone="sub">
              <LineStatus line={line} />
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead>{t('columns.total')}</RowHead>
          <Td num label={t('short.principal')}>
            {total((line) => line.principalFen)}
          </Td>
          <Td num label={t('short.interest')}>
            {total((line) => line.interestFen)}
          </Td>
          <Td num label={t('short.paid')}>
            {total((line) => line.paidFen)}
          </Td>
          <Td num label={t('short.owed')}>
            {total((line) => line.owedFen)}
          </Td>
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}

async function LineStatus({ line }: { line: DueView }) {
  const t = await getTranslations('follow-up');
  if (line.owedFen === 0n) return <Status tone="green">{t('lineStatus.paid')}</Status>;
  if (line.overdue) return <Status tone="red">{t('lineStatus.overdue')}</Status>;
  return (
    <Status tone={line.paidFen > 0n ? 'accent' : 'grey'} hollow={line.paidFen === 0n}>
      {t(line.paidFen > 0n ? 'lineStatus.partly' : 'lineStatus.open')}
    </Status>
  );
}
