import { titled } from '@/app/page-title';
import type { FigureSearch } from '@/features/figures/page-search';
import { FiguresPageFrame } from '../figures-page';

export const generateMetadata = titled('dashboards', 'titles.funds');

export default function FundsPage({ searchParams }: { searchParams: Promise<FigureSearch> }) {
  return <FiguresPageFrame page="funds" searchParams={searchParams} />;
}
