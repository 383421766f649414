import { getTranslations } from 'next-intl/server';
import { Amounts } from '@/components/ui/amounts';
import { SectionHead } from '@/components/ui/heads';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { type AmountUnit, formatAmount, formatRate } from '@/domain/money';
import { usesStage } from '@/domain/programme';
import type { CaseView } from '../queries';

/**
 * Requested, recommended, approved, contracted, disbursed and outstanding: six cells of one row, never one. Nobody
 * recommends or contracts where the programme has no such stage, and what is given is not outstanding and bears no rate.
 */
export async function CaseAmounts({ view, unit }: { view: CaseView; unit: AmountUnit }) {
  const t = await getTranslations('cases');
  const { facts } = view;
  const { definition } = facts;
  const given = definition.financing === 'GRANT';
  const terms = ({ termMonths, rateBps }: { termMonths: number | null; rateBps: number | null }) =>
    termMonths === null
      ? t('amounts.notReached')
      : given
        ? t('amounts.termOnly', { months: termMonths })
        : t('amounts.terms', { months: termMonths, rate: formatRate(rateBps) });
  const cell = (
    label: 'requested' | 'recommended' | 'approved' | 'contracted' | 'disbursed' | 'outstanding',
    fen: bigint | null,
    note: string,
  ) =>
    fen === null
      ? { label: t(`amounts.${label}`), note }
      : { label: t(`amounts.${label}`), value: formatAmount(fen, unit), note };
  const paid = facts.disbursedAmountFen > 0n || facts.stage === 'FOLLOW_UP';
  return (
    <>
      <SectionHead note={t('amounts.unit', { unit: t(`units.${unit}`) })} end={<UnitSwitch current={unit} />}>
        {t('amounts.title')}
      </SectionHead>
      <Amounts
        missing="--"
        cells={[
          cell('requested', facts.requestedAmountFen, t('amounts.termOnly', { months: view.requestedTermMonths })),
          ...(usesStage(definition, 'DUE_DILIGENCE')
            ? [cell('recommended', facts.recommendedAmountFen, terms(view.recommended))]
            : []),
          cell('approved', facts.approvedAmountFen, terms(view.approved)),
          ...(usesStage(definition, 'CONTRACT')
            ? [
                cell(
                  'contracted',
                  facts.contractedAmountFen,
                  facts.contractedAmountFen === null ? t('amounts.notReached') : '',
                ),
              ]
            : []),
          cell('disbursed', paid ? facts.disbursedAmountFen : null, paid ? '' : t('amounts.notReached')),
          ...(given
            ? []
            : [cell('outstanding', paid ? facts.outstandingAmountFen : null, paid ? '' : t('amounts.notReached'))]),
        ]}
      />
    </>
  );
}
