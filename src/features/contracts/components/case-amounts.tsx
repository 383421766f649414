import { getTranslations } from 'next-intl/server';
import { Amounts } from '@/components/ui/amounts';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import type { Fen } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import type { ContractView } from '../queries';

/** Requested, recommended, approved and contracted, each its own number. */
export async function CaseAmounts({ view }: { view: ContractView }) {
  const t = await getTranslations('contracts');
  const words = await amountWords();
  const { facts } = view;
  const cell = (name: 'requested' | 'recommended' | 'approved' | 'contracted', fen: Fen | null, note?: string) => ({
    label: t(`amounts.${name}`),
    ...(fen === null ? {} : { value: words.cell(fen) }),
    ...(note ? { note } : {}),
  });
  return (
    <Section aria-labelledby="amounts">
      <SectionHead id="amounts" note={t('unitNote', { unit: words.unitWord })}>
        {t('amounts.title')}
      </SectionHead>
      <Amounts
        missing="--"
        cells={[
          cell('requested', facts.requestedAmountFen),
          cell('recommended', facts.recommendedAmountFen),
          cell(
            'approved',
            facts.approvedAmountFen,
            view.approvalValidUntil ? t('validUntil', { day: view.approvalValidUntil }) : undefined,
          ),
          cell('contracted', facts.contractedAmountFen),
        ]}
      />
    </Section>
  );
}
