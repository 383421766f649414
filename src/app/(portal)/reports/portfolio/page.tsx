import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Link } from '@/components/ui/link';
import { can } from '@/domain/permissions';
import type { FigureSearch } from '@/features/figures/page-search';
import { FiguresPageFrame } from '../figures-page';

export const generateMetadata = titled('dashboards', 'titles.portfolio');

export default async function PortfolioPage({ searchParams }: { searchParams: Promise<FigureSearch> }) {
  const t = await getTranslations();
  return (
    <FiguresPageFrame page="portfolio" searchParams={searchParams}>
      {({ panels }, actor) =>
        can(actor, 'fund.read') &&
        !panels.some(({ id }) => id === 'riskFunds') && (
          <p className="screen-only mb-4 text-sm">
            <Link href="/risk-funds">
              {t('dashboards.riskFunds.elsewhere', { title: t('dashboards.riskFunds.title') })}
            </Link>
          </p>
        )
      }
    </FiguresPageFrame>
  );
}
