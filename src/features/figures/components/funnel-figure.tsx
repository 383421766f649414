import { getLocale, getTranslations } from 'next-intl/server';
import { BarCell } from '@/components/charts/bar-cell';
import { Figure } from '@/components/charts/figure';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { FunnelRow } from '@/domain/funnel';
import { sumFen } from '@/domain/money';
import type { Stage } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import { formatCount, formatShare } from '../format';
import { type About, listBehind } from '../links';
import type { Figures } from '../queries';

/** Entering these stages means that the case was accepted, or approved. */
const NAMED: readonly Stage[] = ['DUE_DILIGENCE', 'CONTRACT'];

/** How many cases came how far, and how many stand where. */
export async function FunnelFigure({ figures, about }: { figures: Figures; about: About }) {
  const t = await getTranslations('figures.funnel');
  const locale = await getLocale();
  const { funnel, programme } = figures;
  const nameOf = (stage: Stage) => {
    const row = programme.stages.find((entry) => entry.stage === stage);
    return row ? labelOf(row.name, locale) : stage;
  };
  const reached = (stage: Stage) => formatCount(funnel.find((row) => row.stage === stage)?.reached ?? 0n);
  const fullest = funnel.reduce<FunnelRow | undefined>(
    (best, row) => (row.standing > (best?.standing ?? 0n) ? row : best),
    undefined,
  );
  const finding = fullest && {
    finding: t('finding', {
      consulted: reached('CONSULTATION'),
      accepted: reached('DUE_DILIGENCE'),
      paid: reached('FOLLOW_UP'),
      stage: nameOf(fullest.stage),
      count: formatCount(fullest.standing),
    }),
  };
  return (
    <Figure
      title={t('title')}
      measure={t('measure')}
      {...finding}
      note={t('note')}
      chart={
        <Table
          caption={t('title')}
          phone="scroll"
          className="max-md:[&_td]:px-1 max-md:[&_th]:px-1 max-md:[&_tr>*:first-child]:pl-0 max-md:[&_tr>*:last-child]:pr-0"
        >
          <thead>
            <tr>
              <Th>{t('stage')}</Th>
              <Th className="w-36 max-md:w-14">
                <span className="sr-only">{t('bar')}</span>
              </Th>
              <Th num>{t('reached')}</Th>
              <Th num>{t('conversion')}</Th>
              <Th num>{t('standing')}</Th>
            </tr>
          </thead>
          <tbody>
            {funnel.map((row) => (
              <tr key={row.stage}>
                <RowHead className="whitespace-nowrap">{nameOf(row.stage)}</RowHead>
                <BarCell share={row.share} named={NAMED.includes(row.stage)} />
                <Td num>
                  <NumberLink href={listBehind(about, 'REACHED', { stage: row.stage })}>
                    {formatCount(row.reached)}
                  </NumberLink>
                </Td>
                <Td num>{formatShare(row.conversionBps)}</Td>
                <Td num>
                  <NumberLink href={listBehind(about, 'STANDING', { stage: row.stage })}>
                    {formatCount(row.standing)}
                  </NumberLink>
                </Td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <RowHead>{t('total')}</RowHead>
              <Td colSpan={3} />
              <Td num>
                <NumberLink href={listBehind(about, 'STANDING')}>
                  {formatCount(sumFen(funnel.map((row) => row.standing)))}
                </NumberLink>
              </Td>
            </tr>
          </tfoot>
        </Table>
      }
    />
  );
}
