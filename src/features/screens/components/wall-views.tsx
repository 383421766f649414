import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { ScreenView } from '@/domain/screen';
import { Approvals, ApprovalsView } from './wall-approvals';
import { WallHead } from './wall-kit';
import { WallPace } from './wall-pace';
import { PortfolioView } from './wall-portfolio';
import type { WallProps as Props } from './wall-props';
import { CompactRanking, RankingView } from './wall-ranking';
import { WallSegments } from './wall-segments';
import { FunnelPart, FunnelView, Standing } from './wall-stages';

const COMPACT_APPROVALS = 5;

/** The whole picture: places, pace, where cases stand, what was approved last. */
async function ProgressView(props: Props) {
  const t = await getTranslations('screens');
  const { pace } = props.wall.figures;
  return (
    <div className="grid grid-cols-[520px_minmax(0,1fr)_440px] gap-x-[44px]">
      <CompactRanking {...props} />
      <div>
        {pace ? <WallPace pace={pace} unit={props.unit} /> : <FunnelPart {...props} />}
        <WallSegments {...props} />
      </div>
      <div>
        <Standing {...props} />
        <div className="mt-[26px]">
          <WallHead title={t('approvals.title')} note={t('approvals.note')} />
          <Approvals {...props} shown={COMPACT_APPROVALS} />
        </div>
      </div>
    </div>
  );
}

/** The views that this wall has something for, in their order. */
export function wallViews(props: Props): { key: ScreenView; node: ReactNode }[] {
  const { ranking } = props.wall.figures;
  return [
    { key: 'progress', node: <ProgressView {...props} /> },
    ...(ranking ? [{ key: 'ranking' as const, node: <RankingView {...props} /> }] : []),
    { key: 'funnel', node: <FunnelView {...props} /> },
    { key: 'portfolio', node: <PortfolioView {...props} /> },
    { key: 'approvals', node: <ApprovalsView {...props} /> },
  ];
}
