import { useTranslations } from 'next-intl';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { unitOf } from '@/domain/measures';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { formatCount } from '@/features/figures/format';
import type { BulletinView, Difference } from '../view-queries';

type Props = { view: BulletinView; unit: AmountUnit; unitName: string };

/** Where the table would differ if it were computed now for the same day: what was recorded late. */
export function Differences({ view, unit, unitName }: Props) {
  const t = useTranslations('bulletins');
  if (view.differences.length === 0) return null;
  const isAmount = ({ column }: Difference) =>
    column === 'reached' ? unitOf(view.content.targetMeasure ?? 'DISBURSED_FEN') === 'FEN' : column.endsWith('Fen');
  const say = (difference: Difference, value: bigint) =>
    isAmount(difference) ? formatAmount(value, unit) : formatCount(value);
  return (
    <Section className="screen-only">
      <SectionHead note={t('differencesNote', { asOf: view.content.asOf })}>{t('differences')}</SectionHead>
      <Table caption={t('differences')} density="tight">
        <thead>
          <tr>
            <Th>{t(`levels.${view.content.unitLevel as 'TOWNSHIP'}`)}</Th>
            <Th>{t('heads.column')}</Th>
            <Th num>{t(view.status === 'ISSUED' ? 'heads.stood' : 'heads.drafted')}</Th>
            <Th num>{t('heads.now')}</Th>
            <Th num>{t('heads.difference')}</Th>
          </tr>
        </thead>
        <tbody>
          {view.differences.map((row) => (
            <tr key={`${row.unit} ${row.column}`}>
              <RowHead>
                <span lang="zh-CN">{row.unit}</span>
              </RowHead>
              <Td label={t('heads.column')}>{t(`differing.${row.column}`, { unit: unitName })}</Td>
              <Td num label={t('heads.stood')}>
                {say(row, row.stood)}
              </Td>
              <Td num label={t('heads.now')}>
                {say(row, row.now)}
              </Td>
              <Td num label={t('heads.difference')}>
                {say(row, row.now - row.stood)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
