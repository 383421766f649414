import { getTranslations } from 'next-intl/server';
import { BarCell } from '@/components/charts/bar-cell';
import { Figure } from '@/components/charts/figure';
import { Link } from '@/components/ui/link';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { RegionLevel } from '@/domain/actor';
import type { Measure } from '@/domain/measures';
import { type AmountUnit, formatAmount } from '@/domain/money';
import type { Ranking } from '@/domain/ranking';
import { formatCount, formatShare } from '../format';
import { type About, figuresOf, listBehind } from '../links';

type Props = { ranking: Ranking; level: RegionLevel; about: About; unit: AmountUnit };

/** The places below, best first; the bars and the average line are the drawing, the numbers beside them its table. */
export async function RankingFigure({ ranking, level, about, unit }: Props) {
  const t = await getTranslations('figures.ranking');
  const units = await getTranslations('cases.units');
  const unitName = units(unit);
  const byCompletion = ranking.by === 'COMPLETION';
  const below = level === 'NATION' ? 'PROVINCE' : level;
  const link = (measure: Measure, regionId: number, text: string) => (
    <NumberLink href={listBehind(about, measure, { regionId })}>{text}</NumberLink>
  );
  return (
    <Figure
      title={t(`title.${below}`)}
      measure={t(byCompletion ? 'byCompletion' : 'byFinancing')}
      {...(ranking.withoutCases > 0 ? { note: t('without', { count: ranking.withoutCases }) } : {})}
      chart={
        <Table caption={t(`title.${below}`)}>
          <thead>
            <tr>
              <Th num className="w-12">
                {t('rank')}
              </Th>
              <Th>{t(`place.${below}`)}</Th>
              <Th num>{t('accepted')}</Th>
              <Th num>{t('approved')}</Th>
              <Th num>{t('financing', { unit: unitName })}</Th>
              {byCompletion && <Th num>{t('target', { unit: unitName })}</Th>}
              {byCompletion && <Th num>{t('completion')}</Th>}
              <Th className="w-48">
                {byCompletion
                  ? t('averageCompletion')
                  : t('average', { value: formatAmount(ranking.averageFen, unit) })}
              </Th>
            </tr>
          </thead>
          <tbody>
            {ranking.places.map((row) => (
              <tr key={row.id}>
                <Td num phone="hide">
                  {row.rank}
                </Td>
                <RowHead>
                  <span className="md:hidden">{row.rank} </span>
                  <Link href={figuresOf(about, row.id)}>{row.name}</Link>
                </RowHead>
                <Td num label={t('accepted')}>
                  {link('ACCEPTED', row.id, formatCount(row.accepted))}
                </Td>
                <Td num label={t('approved')}>
                  {link('APPROVED', row.id, formatCount(row.approved))}
                </Td>
                <Td num phone="title-end" unit={unitName}>
                  {link('FINANCING_FEN', row.id, formatAmount(row.financingFen, unit))}
                </Td>
                {byCompletion && (
                  <Td num label={t('target', { unit: unitName })}>
                    {formatAmount(row.targetFen, unit)}
                  </Td>
                )}
                {byCompletion && (
                  <Td num label={t('completion')}>
                    {formatShare(row.completionBps)}
                  </Td>
                )}
                <BarCell share={row.share} average={ranking.average} />
              </tr>
            ))}
            {ranking.rest && (
              <tr>
                <Td phone="hide" />
                <RowHead>{t('rest')}</RowHead>
                <Td num label={t('accepted')}>
                  {formatCount(ranking.rest.accepted)}
                </Td>
                <Td num label={t('approved')}>
                  {formatCount(ranking.rest.approved)}
                </Td>
                <Td num phone="title-end" unit={unitName}>
                  {formatAmount(ranking.rest.financingFen, unit)}
                </Td>
                {byCompletion && <Td phone="hide" />}
                {byCompletion && <Td phone="hide" />}
                <Td phone="hide" />
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <Td phone="hide" />
              <RowHead>{t('total')}</RowHead>
              <Td num label={t('accepted')}>
                {link('ACCEPTED', about.regionId, formatCount(ranking.total.accepted))}
              </Td>
              <Td num label={t('approved')}>
                {link('APPROVED', about.regionId, formatCount(ranking.total.approved))}
              </Td>
              <Td num phone="title-end" unit={unitName}>
                {link('FINANCING_FEN', about.regionId, formatAmount(ranking.total.financingFen, unit))}
              </Td>
              {byCompletion && <Td phone="hide" />}
              {byCompletion && <Td phone="hide" />}
              <Td phone="hide" />
            </tr>
          </tfoot>
        </Table>
      }
    />
  );
}
