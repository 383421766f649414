import { getTranslations } from 'next-intl/server';
import { Figure } from '@/components/charts/figure';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Measure } from '@/domain/measures';
import { type AmountUnit, formatAmount, formatRate } from '@/domain/money';
import type { Segment, SegmentFigures } from '@/domain/segments';
import { cn } from '@/lib/cn';
import { formatCount, formatShare } from '../format';
import { type About, listBehind } from '../links';

/** Large and small applicants beside each other, each with its kinds. */
export async function SegmentFigure({
  segments,
  about,
  unit,
}: {
  segments: readonly Segment[];
  about: About;
  unit: AmountUnit;
}) {
  const t = await getTranslations('figures.segments');
  const units = await getTranslations('cases.units');
  const small = segments.find((row) => row.segment === 'SMALL');
  const kindNames = (row: SegmentFigures) => row.kinds.map((kind) => t(`kinds.${kind}`)).join(t('comma'));
  const link = (row: SegmentFigures, measure: Measure, text: string) => (
    <NumberLink href={listBehind(about, measure, { kinds: row.kinds })}>{text}</NumberLink>
  );
  const line = (row: SegmentFigures, name: string, isGroup: boolean) => (
    <tr key={name} className={isGroup ? 'font-bold' : undefined}>
      <RowHead className={cn(isGroup ? 'font-bold!' : 'pl-3.5! text-ink-2!')}>{name}</RowHead>
      <Td num className={cn(isGroup && 'font-bold')}>
        {link(row, 'ACCEPTED', formatCount(row.accepted))}
      </Td>
      <Td num className={cn(isGroup && 'font-bold')}>
        {link(row, 'APPROVED', formatCount(row.approved))}
      </Td>
      <Td num className="max-md:hidden">
        {formatShare(row.approvalBps)}
      </Td>
      <Td num className={cn(isGroup && 'font-bold')}>
        {link(row, 'FINANCING_FEN', formatAmount(row.financingFen, unit))}
      </Td>
      <Td num className={cn(isGroup && 'font-bold')}>
        {formatShare(row.financingShareBps)}
      </Td>
    </tr>
  );
  return (
    <Figure
      title={t('title')}
      measure={t('measure')}
      {...(small && small.financingShareBps !== null
        ? {
            finding: t('finding', {
              count: formatRate(small.approvedShareBps),
              amount: formatRate(small.financingShareBps),
            }),
          }
        : {})}
      chart={
        <Table
          caption={t('title')}
          phone="scroll"
          className="[&_td]:px-1 [&_th]:px-1 [&_tr>*:first-child]:pl-0 [&_tr>*:last-child]:pr-0"
        >
          <thead>
            <tr>
              <Th>{t('applicant')}</Th>
              <Th num>{t('accepted')}</Th>
              <Th num>{t('approved')}</Th>
              <Th num className="max-md:hidden">
                {t('rate')}
              </Th>
              <Th num>{t('financing', { unit: units(unit) })}</Th>
              <Th num>{t('share')}</Th>
            </tr>
          </thead>
          <tbody>
            {segments.flatMap((segment) => [
              line(segment, t(segment.segment), true),
              ...segment.rows.map((row) => line(row, kindNames(row), false)),
            ])}
          </tbody>
        </Table>
      }
    />
  );
}
