import { titled } from '@/app/page-title';
import { RankingChoices } from '@/features/figures/components/ranking-choices';
import type { FigureSearch } from '@/features/figures/page-search';
import { FiguresPageFrame } from '../figures-page';

export const generateMetadata = titled('dashboards', 'titles.rankings');

export default function RankingsPage({ searchParams }: { searchParams: Promise<FigureSearch> }) {
  return (
    <FiguresPageFrame page="rankings" searchParams={searchParams}>
      {({ about, wanted }) => <RankingChoices about={about} of={wanted.of} by={wanted.by} />}
    </FiguresPageFrame>
  );
}
