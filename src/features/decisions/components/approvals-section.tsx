import { getLocale, getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { Status, type StatusTone } from '@/components/ui/status';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatRate } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { ApprovalView, DecisionView } from '../queries';

const TONES = { APPROVED: 'green', DECLINED: 'red', RETURNED: 'amber' } as const satisfies Record<
  ApprovalView['outcome'],
  StatusTone
>;

const VOID_REASONS: readonly string[] = [
  'case.return',
  'case.decline',
  'case.withdraw',
  'case.lapse',
  'case.escalated',
  'case.conflict-declared',
];

/** Every sign-off of every round, newest first; what a return voided stays, struck through, with why. */
export async function ApprovalsSection({ view }: { view: DecisionView }) {
  const t = await getTranslations('decisions');
  if (view.approvals.length === 0) return null;
  const words = await amountWords();
  const rounds = [...new Set(view.approvals.map((row) => row.round))];
  return (
    <Section aria-labelledby="approvals">
      <SectionHead id="approvals">{t('approvals')}</SectionHead>
      <Table caption={t('approvals')}>
        <thead>
          <tr>
            <Th>{t('whoHead')}</Th>
            <Th>{t('opinionHead')}</Th>
            <Th num>{t('amountHead', { unit: words.unitWord })}</Th>
            <Th num>{t('termHead')}</Th>
            <Th num>{t('rateHead')}</Th>
            <Th>{t('at')}</Th>
          </tr>
        </thead>
        {rounds.map((round) => (
          <tbody key={round}>
            {(rounds.length > 1 || round > 1) && <GroupRow columns={6} title={t('round', { round })} />}
            {view.approvals
              .filter((row) => row.round === round)
              .map((row) => (
                <ApprovalRow key={row.id} row={row} unit={words.unitWord} amount={words.cell(row.amountFen)} />
              ))}
          </tbody>
        ))}
      </Table>
    </Section>
  );
}

async function ApprovalRow({ row, unit, amount }: { row: ApprovalView; unit: string; amount: string }) {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const voided = row.voidedAt !== null;
  const reason = row.voidReason !== null && VOID_REASONS.includes(row.voidReason) ? row.voidReason : 'other';
  return (
    <tr className={voided ? 'text-ink-3' : undefined}>
      <RowHead>
        {labelOf(row.approver, locale)}
        <span className="block text-xs font-normal text-ink-2">{labelOf(row.organisation, locale)}</span>
      </RowHead>
      <Td phone="line">
        <Status tone={voided ? 'grey' : TONES[row.outcome]} hollow={voided}>
          {voided ? t('voided', { outcome: t(`outcome.${row.outcome}`) }) : t(`outcome.${row.outcome}`)}
        </Status>
        {row.opinion !== '' && <p className="whitespace-pre-line">{row.opinion}</p>}
        {voided && (
          <p className="text-xs">
            {t('voidedWhy', {
              at: formatInstant(row.voidedAt ?? row.decidedAt),
              reason: t(`voidReason.${reason.replace('case.', '')}` as never),
            })}
          </p>
        )}
      </Td>
      <Td num label={t('amountShort')} unit={row.amountFen === null ? undefined : unit}>
        {voided && row.amountFen !== null ? <s>{amount}</s> : amount}
      </Td>
      <Td num label={t('termShort')} unit={row.termMonths === null ? undefined : t('months')}>
        {row.termMonths ?? '--'}
      </Td>
      <Td num label={t('rateHead')}>
        {formatRate(row.rateBps)}
      </Td>
      <Td phone="sub">{formatInstant(row.decidedAt)}</Td>
    </tr>
  );
}
