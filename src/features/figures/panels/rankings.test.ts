import { expect, it } from 'vitest';
import { translatorFor } from '@/i18n/translator';
import type { Rankings } from '../dashboard-queries';
import type { RankingOf } from '../ranking-search';
import { rankingPanel } from './rankings';

const about = { regionId: 5, programmeId: '01a20102-df4a-7434-bf2e-01eaa5495232', asOf: '2026-03-02' };
const context = { t: translatorFor('zh-CN'), locale: 'zh-CN', unit: 'WAN', about } as const;

const readAt = (level: string, of: RankingOf) =>
  ({
    ...{ of, asOf: about.asOf, monthEnd: '2026-02-28', place: { id: 5, name: '', level }, children: [] },
    ...{ standing: new Map(), standingBefore: new Map() },
    ...{ targets: [], programmes: [], recommenders: [], names: new Map() },
    now: { cells: [], below: new Map(), shares: new Map() },
    before: { cells: [], below: new Map(), shares: new Map() },
  }) as unknown as Rankings;

it('of what is ranked elsewhere nothing was read, so no total of noughts is shown or written', () => {
  for (const [level, of] of [
    ['TOWNSHIP', 'FINANCIERS'],
    ['VILLAGE', 'FINANCIERS'],
    ['VILLAGE', 'REGIONS'],
  ] as const)
    expect(rankingPanel(context, readAt(level, of), 'FINANCING_FEN').total, `${of} of a ${level}`).toBeUndefined();
  expect(rankingPanel(context, readAt('COUNTY', 'FINANCIERS'), 'FINANCING_FEN').total).toBeDefined();
});
