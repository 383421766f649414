import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { Status, type StatusTone } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Fen } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import type { ContractView } from '../queries';

type Tranche = ContractView['tranches'][number];

const TONES = {
  PLANNED: 'grey',
  REQUESTED: 'accent',
  RELEASED: 'green',
  RETURNED: 'amber',
  CANCELLED: 'grey',
} as const satisfies Record<Tranche['status'], StatusTone>;

/** When the money is planned; the sum is the contract's amount. */
export async function TrancheTable({ tranches, total }: { tranches: readonly Tranche[]; total: Fen }) {
  const t = await getTranslations('contracts');
  const words = await amountWords();
  if (tranches.length === 0) return null;
  return (
    <Section aria-labelledby="tranches">
      <SectionHead id="tranches">{t('tranches')}</SectionHead>
      <Table caption={t('tranches')}>
        <thead>
          <tr>
            <Th>{t('sequence')}</Th>
            <Th>{t('plannedOn')}</Th>
            <Th num>{t('amountHead', { unit: words.unitWord })}</Th>
            <Th>{t('status')}</Th>
          </tr>
        </thead>
        <tbody>
          {tranches.map((row) => (
            <tr key={row.id}>
              <RowHead>{t('sequenceValue', { number: row.sequence })}</RowHead>
              <Td phone="sub">{row.plannedOn}</Td>
              <Td num phone="title-end" unit={words.unitWord}>
                {words.cell(row.amountFen)}
              </Td>
              <Td phone="sub-end">
                <Status tone={TONES[row.status]} hollow={row.status === 'PLANNED' || row.status === 'CANCELLED'}>
                  {t(`trancheStatuses.${row.status}`)}
                </Status>
              </Td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <RowHead>{t('total')}</RowHead>
            <Td phone="hide" />
            <Td num phone="title-end" unit={words.unitWord}>
              {words.cell(total)}
            </Td>
            <Td phone="hide" />
          </tr>
        </tfoot>
      </Table>
    </Section>
  );
}
