import { getTranslations } from 'next-intl/server';
import { Tabs } from '@/components/ui/tabs';
import { type About, pageOf } from '../links';
import { RANKED_BY, RANKINGS, type RankedBy, type RankingOf } from '../ranking-search';

/** What is ranked and by what: each choice has its address. */
export async function RankingChoices({ about, of, by }: { about: About; of: RankingOf; by: RankedBy }) {
  const t = await getTranslations('dashboards.rankings');
  const to = (more: { of: string; by: string }) => pageOf(about, 'rankings', more);
  // targets are set for places alone; recommenders have one order
  const orders = of === 'RECOMMENDERS' ? [] : RANKED_BY.filter((each) => each !== 'COMPLETION' || of === 'REGIONS');
  return (
    <div className="mb-4 flex flex-wrap gap-x-10 gap-y-1">
      <Tabs
        segment
        label={t('of')}
        items={RANKINGS.map((each) => ({ href: to({ of: each, by }), label: t(`ofs.${each}`), current: each === of }))}
      />
      {orders.length > 0 && (
        <Tabs
          segment
          label={t('bys')}
          items={orders.map((each) => ({ href: to({ of, by: each }), label: t(`by.${each}`), current: each === by }))}
        />
      )}
    </div>
  );
}
