import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Link } from '@/components/ui/link';
import type { FigureSearch } from '@/features/figures/page-search';
import { FiguresPageFrame } from '../figures-page';

export const generateMetadata = titled('dashboards', 'titles.stages');

export default async function StagesPage({ searchParams }: { searchParams: Promise<FigureSearch> }) {
  const t = await getTranslations();
  return (
    <FiguresPageFrame page="stages" searchParams={searchParams}>
      {({ about }) => (
        <p className="screen-only mb-4 text-sm">
          <Link href={`/reports/stuck?region=${about.regionId}`}>
            {t('dashboards.ageing.stuck', { title: t('figures.stuck.title') })}
          </Link>
        </p>
      )}
    </FiguresPageFrame>
  );
}
