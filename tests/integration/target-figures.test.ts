import { beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '@/domain/calendar';
import { filterFrom } from '@/features/cases/list-filter';
import { listCases } from '@/features/cases/list-queries';
import { getPage } from '@/features/figures/dashboards';
import type { FigurePage } from '@/features/figures/links';
import { readFigurePage } from '@/features/figures/page-search';
import { listIndicators } from '@/features/indicators/queries';
import { readIndicatorSearch } from '@/features/indicators/search';
import { setTarget } from '@/features/targets/mutations';
import { freezeShares, freezeTarget, splitTarget } from '@/features/targets/mutations-split';
import { listTargets } from '@/features/targets/queries';
import { translatorFor } from '@/i18n/translator';
import { db } from '@/server/db';
import { BANK_CREW } from '../../prisma/seed/lifecycle';
import { approve, consult, WAN } from '../support/journeys';
import { actorFor, at, must, noon, regionId } from '../support/world';

const NOW = noon('2026-07-01');
const WORDS = { t: translatorFor('zh-CN'), locale: 'zh-CN', unit: 'WAN' } as const;
const KAIFENG = '4102';
let kaifeng = 0;

// 80 before the target begins, 30 within its time, 7 after its only milestone; of 1,800 for eighteen cities alike
beforeAll(async () => {
  for (const [wan, day] of [
    [80n, '2026-03-02'],
    [30n, '2026-04-01'],
    [7n, '2026-06-08'],
  ] as const)
    await approve(await consult(BANK_CREW, 'COOPERATIVE', wan, day), wan);
  const programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
  const office = await at('office', '2026-03-02');
  const milestones = [{ on: '2026-05-31', value: 1_800n * WAN }];
  const made = {
    programmeId,
    region: '41',
    organisation: null,
    startOn: '2026-03-25',
    name: '示例融资目标',
    milestones,
  };
  const { targetId } = must(await setTarget(office, { ...made, measure: 'FINANCING_FEN' }));
  const document = { targetId, documentNumber: '示例〔2026〕9号' };
  must(await freezeTarget(office, document));
  must(await splitTarget(office, { targetId, method: 'EQUAL', weights: new Map() }));
  must(await freezeShares(office, document));
  kaifeng = await regionId(KAIFENG);
}, 120_000);

/** A row of a panel, as it is read. */
async function rowOf(page: FigurePage, panel: string, key: string, asOf: Day) {
  const actor = await actorFor('leader');
  const wanted = readFigurePage(actor, page, { asOf, of: 'REGIONS', by: 'COMPLETION' }, '2026-07-01');
  const found = wanted && (await getPage(actor, wanted, WORDS, NOW));
  if (!found || 'absent' in found) throw new Error('nothing to read');
  const made = found.panels.find(({ id }) => id === panel);
  const row = [...(made?.rows ?? []), ...(made?.total ? [made.total] : [])].find((each) => each.key === key);
  const cellOf = (head: string) => row?.cells[made?.columns.findIndex((column) => column.head.startsWith(head)) ?? -1];
  return { textOf: (head: string) => cellOf(head)?.text, hrefOf: (head: string) => cellOf(head)?.href };
}

describe('what counts for a target', () => {
  it.each([
    ['2026-03-31', '0.00', '0.00'],
    ['2026-04-30', '30.00', '30.00'],
    ['2026-06-30', '30.00', '30.00'],
  ])('is the same on every page as of %s', async (asOf, counted, share) => {
    const places = await rowOf('overview', 'places', String(kaifeng), asOf);
    expect([places.textOf('计入目标'), places.textOf('完成率')]).toEqual([counted, share]);
    const ranked = await rowOf('rankings', 'ranking', String(kaifeng), asOf);
    expect(ranked.textOf('完成率')).toBe(share);
    const leader = await actorFor('leader');
    const found = await listIndicators(
      leader,
      readIndicatorSearch({ asOf, region: String(kaifeng) }, '2026-07-01'),
      NOW,
    );
    if (!found || 'absent' in found) throw new Error('nothing to read');
    const indicator = found.values.find((row) => row.indicator.code === 'FINANCING_OF_TARGET');
    expect([indicator?.numerator, indicator?.value]).toEqual([
      BigInt(Number(counted)) * WAN,
      BigInt(Number(share) * 100),
    ]);
  });

  it('opens the list of those days alone, and the whole adds up', async () => {
    const leader = await actorFor('leader');
    for (const key of [String(kaifeng), 'total']) {
      const { textOf, hrefOf } = await rowOf('overview', 'places', key, '2026-06-30');
      expect(textOf('计入目标')).toBe('30.00');
      const params = Object.fromEntries(new URL(hrefOf('计入目标') ?? '', 'http://portal').searchParams);
      expect((await listCases(leader, filterFrom(params), NOW)).totals?.measured).toBe(30n * WAN);
    }
    const total = await rowOf('overview', 'places', 'total', '2026-06-30');
    expect([total.textOf('目标'), total.textOf('完成率'), total.textOf('金额')]).toEqual([
      '1,800.00',
      '1.67',
      '117.00',
    ]);
    const paced = await rowOf('overview', 'pace', '2026-05-31', '2026-06-30');
    expect([paced.textOf('实际'), paced.textOf('完成率')]).toEqual(['30.00', '1.67']);
  });

  it('is what the page of targets says', async () => {
    const { rows } = await listTargets(await actorFor('leader'), null, NOW);
    const own = rows.find(({ name }) => (name as { zh: string }).zh === '示例融资目标');
    expect([own?.progress.actual, own?.progress.due.completionBps]).toEqual([30n * WAN, 167]);
  });
});
