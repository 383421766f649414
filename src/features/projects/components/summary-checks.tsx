import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { ReviewedSummary } from '@/domain/fund-import';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { cn } from '@/lib/cn';
import { acknowledgeSummaryAction } from '../actions';

interface Props {
  summaries: readonly ReviewedSummary[];
  unit: AmountUnit;
  /** While the table can still be changed, a difference can be accepted. */
  open?: { batchId: string; version: number };
}

/** What the file states in its subtotals and totals, beside what its lines add up to. */
export async function SummaryChecks({ summaries, unit, open }: Props) {
  const t = await getTranslations('projects');
  if (summaries.length === 0) return null;
  const word = t(`units.${unit}`);
  const differs = summaries.some(({ check }) => check === 'DIFFERS');
  return (
    <Section>
      <SectionHead note={open && differs ? t('sumCheck.note') : undefined}>{t('sumCheck.title')}</SectionHead>
      <Table caption={t('sumCheck.title')}>
        <thead>
          <tr>
            <Th>{t('plan.row')}</Th>
            <Th>{t('plan.name')}</Th>
            <Th num>{t('plan.stated', { unit: word })}</Th>
            <Th num>{t('plan.computed', { unit: word })}</Th>
            <Th>{t('plan.check')}</Th>
          </tr>
        </thead>
        <tbody>
          {summaries.map((summary) => (
            <tr key={summary.row}>
              <Td label={t('plan.row')}>{summary.row}</Td>
              <RowHead>{t(`summaries.${summary.kind}`)}</RowHead>
              <Td num label={t('plan.stated', { unit: word })}>
                {formatAmount(summary.statedFen, unit)}
              </Td>
              <Td num label={t('plan.computed', { unit: word })}>
                {formatAmount(summary.computedFen, unit)}
              </Td>
              <Td label={t('plan.check')}>
                <span
                  className={cn(
                    summary.check === 'MATCHES' && 'text-green',
                    summary.check === 'DIFFERS' && 'font-bold text-red',
                  )}
                >
                  {t(`checks.${summary.check}`)}
                </span>
                {summary.acknowledged && <span className="ml-2 text-ink-2">{t('preview.accepted')}</span>}
                {open && summary.check === 'DIFFERS' && (
                  <ActionForm
                    action={acknowledgeSummaryAction}
                    className="ml-3 inline-block"
                    aria-label={t('sumCheck.accept')}
                  >
                    <input type="hidden" name="batchId" value={open.batchId} />
                    <input type="hidden" name="version" value={open.version} />
                    <input type="hidden" name="row" value={summary.row} />
                    <input type="hidden" name="accepted" value={summary.acknowledged ? 'false' : 'true'} />
                    <SubmitButton variant="default" size="small">
                      {summary.acknowledged ? t('sumCheck.withdraw') : t('sumCheck.accept')}
                    </SubmitButton>
                  </ActionForm>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
