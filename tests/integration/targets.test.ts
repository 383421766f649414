import { beforeAll, describe, expect, it } from 'vitest';
import type { Milestone } from '@/domain/pace';
import { getFigures } from '@/features/figures/queries';
import { changeTarget, discardTarget, type NewTarget, reviseTarget, setTarget } from '@/features/targets/mutations';
import { freezeShares, freezeTarget, splitTarget } from '@/features/targets/mutations-split';
import { getSplit, getTarget, listTargetProgrammes, listTargets } from '@/features/targets/queries';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-03-02';
const NOW = noon(DAY);
const HENAN = '41';
const KAIFENG = '4102';
let programmeId = '';
let office: Context;

const target = (more: Partial<NewTarget> = {}): NewTarget => ({
  programmeId,
  region: HENAN,
  organisation: null,
  measure: 'ACCEPTED',
  startOn: '2026-01-01',
  name: '示例受理目标',
  milestones: [
    { on: '2026-06-30', value: 500n },
    { on: '2026-12-31', value: 1_000n },
  ],
  ...more,
});
const EQUAL = { method: 'EQUAL', weights: new Map<string, bigint>() } as const;
const view = async (id: string, username = 'office') => getTarget(await actorFor(username), id, NOW);
let year = 2030;
/** A target of a start that no other has. */
const set = async (more: Partial<NewTarget> = {}) => {
  year += 1;
  const startOn = `${year}-01-01`;
  const milestones = [
    { on: `${year}-06-30`, value: 500n },
    { on: `${year}-12-31`, value: 1_000n },
  ];
  return must(await setTarget(office, target({ startOn, milestones, ...more }))).targetId;
};
const freeze = async (targetId: string) =>
  must(await freezeTarget(office, { targetId, documentNumber: '示例〔2026〕9号' }));
const days = () => [`${year}-06-30`, `${year}-12-31`] as const;
/** Of the shares as they would be frozen: their sum at each milestone. */
async function sumsOf(id: string): Promise<string[]> {
  const { lineId } = await db().target.findUniqueOrThrow({ where: { id } });
  const rows = await db().target.findMany({
    where: { parentId: lineId },
    include: { milestones: { orderBy: { dueOn: 'asc' } } },
    orderBy: { revision: 'asc' },
  });
  const last = new Map(rows.map((row) => [row.lineId, row]));
  return [0, 1].map(
    (index) => `${[...last.values()].reduce((sum, row) => sum + (row.milestones[index]?.shareValue ?? 0n), 0n)}`,
  );
}

beforeAll(async () => {
  programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
  office = await at('office', DAY);
  // officers of the county below and of the second province
  const { passwordHash } = await db().user.findUniqueOrThrow({ where: { username: 'office' } });
  const organisations = await db().organisation.findMany({ where: { kind: 'LEADING_GROUP' } });
  for (const [username, zh] of [
    ['office-lankao', '兰考县领导小组'],
    ['office-hunan', '湖南省领导小组办公室'],
  ] as const)
    await db().user.create({
      data: {
        username,
        passwordHash,
        staffNumber: username,
        name: { zh: username, en: username },
        organisationId: organisations.find(({ name }) => (name as { zh: string }).zh === zh)?.id ?? '',
        roles: ['LEADING_GROUP_OFFICER'],
      },
    });
});

describe('setting', () => {
  it.each([
    ['leader', {}, 'NOT_PERMITTED'],
    ['county', {}, 'NOT_PERMITTED'],
    ['hq', {}, 'NOT_PERMITTED'],
    ['office-lankao', {}, 'REGION_OUT_OF_SCOPE'],
    ['office', { region: '43' }, 'REGION_OUT_OF_SCOPE'],
    ['office', { region: '没有这个地方' }, 'REGION_UNKNOWN'],
    ['office', { region: null }, 'INVALID_INPUT'],
    ['office', { organisation: '示例银行总行' }, 'INVALID_INPUT'],
    ['office', { name: ' ' }, 'INVALID_INPUT'],
    ['office', { region: null, organisation: '没有这家银行' }, 'ORGANISATION_UNKNOWN'],
    ['office', { region: null, organisation: '示例银行总行' }, 'REGION_OUT_OF_SCOPE'],
    ['office', { programmeId: newUuid() }, 'PROGRAMME_NOT_AVAILABLE'],
    ['office', { milestones: [] }, 'TARGET_MILESTONES_MISSING'],
    ['office', { milestones: [{ on: '2026-01-01', value: 5n }] }, 'TARGET_BEFORE_START'],
    ['office', { milestones: [{ on: '2026-06-30', value: 0n }] }, 'TARGET_ZERO'],
  ] as const)('%s: case %#', async (username, more, code) => {
    expect(codeOf(await setTarget(await at(username, DAY), target(more)))).toBe(code);
  });

  it('once for a programme, place, measure and start; a draft is changed or taken back', async () => {
    const { targetId } = must(await setTarget(office, target()));
    expect(codeOf(await setTarget(office, target()))).toBe('TARGET_EXISTS');
    const change = { targetId, milestones: [{ on: '2026-12-31', value: 800n }], stretch: false };
    must(await changeTarget(office, change));
    expect(codeOf(await changeTarget(office, change))).toBe('NOTHING_CHANGED');
    expect(codeOf(await changeTarget(office, { ...change, milestones: [] }))).toBe('TARGET_MILESTONES_MISSING');
    const twice = [1n, 2n].map((value) => ({ on: '2026-12-31', value }));
    expect(codeOf(await changeTarget(office, { ...change, milestones: twice }))).toBe('TARGET_DAY_TWICE');
    const falling = [
      { on: '2026-12-31', value: 5n },
      { on: '2026-11-30', value: 5n },
    ];
    expect(codeOf(await changeTarget(office, { ...change, milestones: falling }))).toBe('TARGET_NOT_RISING');
    must(await discardTarget(office, { targetId }));
    expect(codeOf(await discardTarget(office, { targetId }))).toBe('NOT_FOUND');
    must(await setTarget(office, target()));
  });

  it('of an organisation is read by its people and by whoever leads there, and by no other financier', async () => {
    const id = await set({ region: null, organisation: '示例银行兰考县支行', measure: 'FINANCING_FEN' });
    expect(
      codeOf(
        await setTarget(await at('office-lankao', DAY), target({ region: null, organisation: '示例银行河南省分行' })),
      ),
    ).toBe('REGION_OUT_OF_SCOPE');
    for (const reader of ['lead', 'hq', 'office', 'leader', 'county'])
      expect((await view(id, reader))?.target.place.zh).toBe('示例银行兰考县支行');
    for (const stranger of ['ins-lead', 'lead-b', 'county-b', 'admin']) expect(await view(id, stranger)).toBeNull();
    await freeze(id);
    const paceOf = async (username: string) => {
      const wanted = { regionId: await regionId('410225'), programmeId, asOf: DAY };
      const figures = await getFigures(await actorFor(username), wanted, NOW);
      return figures && 'pace' in figures ? figures.pace?.current.target : null;
    };
    expect(await paceOf('lead')).toBe(500n);
    const milestones = [{ on: days()[0], value: 700n }];
    const revision = { targetId: id, milestones, stretch: false, reason: '调整', documentNumber: '示例' };
    must(await reviseTarget(office, revision));
    expect(await paceOf('lead')).toBe(700n);
    expect(await paceOf('county')).toBeUndefined();
  });
});

describe('splitting', () => {
  it('over the cities adds up at every milestone: equally, by weight, by funds', async () => {
    const id = await set();
    must(await splitTarget(office, { targetId: id, ...EQUAL }));
    expect(await sumsOf(id)).toEqual(['500', '1000']);
    const before = await view(id);
    expect(before?.shares.length).toBeGreaterThan(15);
    const keys = (await getSplit(office.actor, id, NOW))?.places.map(({ key }) => key) ?? [];
    const weights = new Map(keys.slice(0, 3).map((key, index) => [key, BigInt(index + 1)]));
    expect(must(await splitTarget(office, { targetId: id, method: 'WEIGHT', weights })).shares).toBe(3);
    expect(await sumsOf(id)).toEqual(['500', '1000']);
    const after = await view(id);
    expect(after?.shares.map((row) => row.progress.due.target)).toEqual([83n, 167n, 250n]);
    expect(after?.splitBy).toBe('WEIGHT');
    const funds = new Map(keys.map((key, index) => [key, BigInt(index + 1) * 777_777n]));
    must(await splitTarget(office, { targetId: id, method: 'FUNDS', weights: funds }));
    expect(await sumsOf(id)).toEqual(['500', '1000']);
    expect((await getSplit(office.actor, id, NOW))?.places[1]?.weight).toBe(1_555_554n);
  });

  it('is refused where nothing can be divided', async () => {
    const id = await set();
    const split = (more: object) =>
      splitTarget(office, { targetId: id, method: 'WEIGHT', weights: new Map(), ...more });
    expect(codeOf(await split({}))).toBe('TARGET_WEIGHTS_MISSING');
    expect(codeOf(await split({ weights: new Map([['999', 1n]]) }))).toBe('INVALID_INPUT');
    expect(codeOf(await split({ weights: new Map([[`${await regionId(KAIFENG)}`, -1n]]) }))).toBe('INVALID_INPUT');
    const small = await set({ region: KAIFENG, milestones: [{ on: '2099-12-31', value: 2n }] });
    expect(codeOf(await splitTarget(office, { targetId: small, ...EQUAL }))).toBe('TARGET_TOO_SMALL');
    const branch = await set({ region: null, organisation: '示例银行兰考县支行' });
    expect(codeOf(await splitTarget(office, { targetId: branch, ...EQUAL }))).toBe('TARGET_NOT_SPLITTABLE');
    const city = await set({ region: KAIFENG });
    const milestones = [{ on: '2099-12-31', value: 900n }];
    const startOn = `${year}-01-01`;
    const province = must(await setTarget(office, target({ startOn, milestones }))).targetId;
    expect(codeOf(await splitTarget(office, { targetId: province, ...EQUAL }))).toBe('TARGET_EXISTS');
    must(await discardTarget(office, { targetId: city }));
    must(await splitTarget(office, { targetId: province, ...EQUAL }));
    expect(codeOf(await discardTarget(office, { targetId: province }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('two at once leave one set of shares that adds up', async () => {
    const id = await set();
    const keys = (await getSplit(office.actor, id, NOW))?.places.map(({ key }) => key) ?? [];
    const weights = new Map(keys.map((key, index) => [key, BigInt(index + 1)]));
    const answers = await Promise.all([
      splitTarget(office, { targetId: id, ...EQUAL }),
      splitTarget(office, { targetId: id, method: 'WEIGHT', weights }),
      splitTarget(await at('office', DAY), { targetId: id, ...EQUAL }),
    ]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await sumsOf(id)).toEqual(['500', '1000']);
    const { lineId } = await db().target.findUniqueOrThrow({ where: { id } });
    expect(await db().target.count({ where: { parentId: lineId } })).toBe(keys.length);
  });

  it('a share keeps its part, or says that it takes on more', async () => {
    const id = await set();
    must(await splitTarget(office, { targetId: id, ...EQUAL }));
    const share = (await view(id))?.shares[0];
    const own = share ? await view(share.id) : null;
    const at = (first: bigint, second: bigint) => [
      { on: days()[0], value: (own?.shown.milestones[0]?.share ?? 0n) + first },
      { on: days()[1], value: (own?.shown.milestones[1]?.share ?? 0n) + second },
    ];
    const change = (milestones: ReturnType<typeof at>, stretch: boolean) =>
      changeTarget(office, { targetId: share?.id ?? '', milestones, stretch });
    expect(codeOf(await change(at(-1n, 0n), true))).toBe('TARGET_BELOW_SHARE');
    expect(codeOf(await change(at(0n, 1n), false))).toBe('TARGET_ABOVE_SHARE');
    expect(codeOf(await change(at(0n, 0n).slice(1), true))).toBe('TARGET_DAYS_OF_PARENT');
    must(await change(at(0n, 1n), true));
    const row = (await view(id))?.shares.find((one) => one.id === share?.id);
    expect(row).toMatchObject({ isStretched: true });
    expect(await sumsOf(id)).toEqual(['500', '1000']);
  });
});

describe('freezing and revising', () => {
  const document = { documentNumber: '示例〔2026〕10号' };
  const more = (value: bigint) => [
    { on: days()[0], value: 500n },
    { on: days()[1], value },
  ];

  it('goes from above, ends all change, and a revision keeps what was', async () => {
    const id = await set();
    must(await splitTarget(office, { targetId: id, ...EQUAL }));
    const [first] = (await view(id))?.shares ?? [];
    const shareId = first?.id ?? '';
    expect(codeOf(await freezeTarget(office, { targetId: shareId, ...document }))).toBe('TARGET_PARENT_DRAFT');
    expect(codeOf(await freezeShares(office, { targetId: id, ...document }))).toBe('TARGET_PARENT_DRAFT');
    expect(codeOf(await freezeTarget(office, { targetId: id, documentNumber: ' ' }))).toBe('INVALID_INPUT');
    must(await changeTarget(office, { targetId: id, milestones: more(900n), stretch: false }));
    await freeze(id);
    expect(codeOf(await freezeTarget(office, { targetId: id, ...document }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await changeTarget(office, { targetId: id, milestones: more(1n), stretch: false }))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
    // the draft was changed after it was split
    expect((await view(id))?.target.isUnsplit).toBe(true);
    expect(codeOf(await freezeTarget(office, { targetId: shareId, ...document }))).toBe('TARGET_SPLIT_STALE');
    must(await splitTarget(office, { targetId: id, ...EQUAL }));
    const { frozen } = must(await freezeShares(office, { targetId: id, ...document }));
    expect(frozen).toBeGreaterThan(15);
    expect(codeOf(await freezeShares(office, { targetId: id, ...document }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await splitTarget(office, { targetId: id, ...EQUAL }))).toBe('TARGET_SHARE_STANDS');

    expect((await view(id))?.may).toMatchObject({ split: false, freezeShares: false, revise: true });
    const revision = { targetId: id, milestones: more(1_200n), stretch: false, reason: '上级加码', ...document };
    expect(codeOf(await reviseTarget(office, { ...revision, reason: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await reviseTarget(office, { ...revision, documentNumber: '' }))).toBe('INVALID_INPUT');
    expect(codeOf(await reviseTarget(office, { ...revision, milestones: more(900n) }))).toBe('NOTHING_CHANGED');
    const { targetId: second } = must(await reviseTarget(office, revision));
    expect(codeOf(await reviseTarget(office, revision))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await splitTarget(office, { targetId: id, ...EQUAL }))).toBe('STATUS_DOES_NOT_ALLOW');

    const old = await view(id);
    expect(old).toMatchObject({ isCurrent: false, currentId: second, shown: { revision: 0 } });
    expect(old?.shown.milestones.map(({ value }) => value)).toEqual([500n, 900n]);
    const now = await view(second);
    expect(now?.target).toMatchObject({ revision: 1, isUnsplit: true });
    expect(now?.revisions[0]).toMatchObject({
      reason: '上级加码',
      changes: [{ on: days()[1], from: 900n, to: 1_200n }],
    });

    // the frozen shares stand until new ones are frozen
    must(await splitTarget(office, { targetId: second, ...EQUAL }));
    expect((await view(second))?.shares[0]).toMatchObject({ revision: 0, hasDraft: true });
    expect(await sumsOf(second)).toEqual(['500', '1200']);
    must(await freezeShares(office, { targetId: second, ...document }));
    const settled = await view(second);
    expect(settled?.target.isUnsplit).toBe(false);
    expect(settled?.shares.every((row) => row.revision === 1 && row.status === 'FROZEN')).toBe(true);

    // one of them falling away would leave people without the target that they are held to
    must(await reviseTarget(office, { ...revision, targetId: second, milestones: more(1_500n) }));
    const third = (await view(second))?.currentId ?? '';
    const key = `${settled?.shares[0]?.regionId}`;
    const alone = { targetId: third, method: 'WEIGHT', weights: new Map([[key, 1n]]) } as const;
    expect(codeOf(await splitTarget(office, alone))).toBe('TARGET_SHARE_STANDS');
  });

  it('a share is revised from above, or raised', async () => {
    const id = await set();
    must(await splitTarget(office, { targetId: id, ...EQUAL }));
    await freeze(id);
    must(await freezeShares(office, { targetId: id, ...document }));
    const share = (await view(id))?.shares[0];
    const own = await view(share?.id ?? '');
    const milestones = own?.shown.milestones.map(({ on, value }) => ({ on, value: value - 1n })) ?? [];
    const revision = { targetId: share?.id ?? '', milestones, stretch: true, reason: '调整', ...document };
    expect(codeOf(await reviseTarget(office, revision))).toBe('TARGET_BELOW_SHARE');
    const raised = milestones.map(({ on, value }) => ({ on, value: value + 3n }));
    must(await reviseTarget(office, { ...revision, milestones: raised }));
    expect((await view(id))?.target.isUnsplit).toBe(false);
  });

  it('the database itself keeps what is frozen', async () => {
    const id = await set();
    await freeze(id);
    await expect(db().target.update({ where: { id }, data: { reason: 'x' } })).rejects.toThrow(/never changed/);
    await expect(db().targetMilestone.deleteMany({ where: { targetId: id } })).rejects.toThrow(/never changed/);
  });

  it('a figure as recorded on a day is held against the target that stood then, as known now against the revised', async () => {
    const milestones = (value: bigint) => [{ on: '2026-12-31', value }];
    const money = { measure: 'FINANCING_FEN', startOn: '2026-02-01' } as const;
    const id = must(await setTarget(office, target({ ...money, milestones: milestones(5_000_000n) }))).targetId;
    await freeze(id);
    const revision = { targetId: id, milestones: milestones(7_000_000n), stretch: false, reason: '调整', ...document };
    must(await reviseTarget(await at('office', '2026-03-10'), revision));
    const lead = await actorFor('office');
    const heldAgainst = async (asOf: string, asRecorded: boolean) => {
      const wanted = { regionId: await regionId(HENAN), programmeId, asOf, asRecorded };
      const found = await getFigures(lead, wanted, noon('2026-03-12'));
      return found && 'pace' in found ? found.pace?.current.target : null;
    };
    expect(await heldAgainst('2026-03-09', true)).toBe(5_000_000n);
    expect(await heldAgainst('2026-03-09', false)).toBe(7_000_000n);
    expect(await heldAgainst('2026-03-10', true)).toBe(7_000_000n);
    // nobody had set it
    expect(await heldAgainst('2026-03-01', true)).not.toBe(5_000_000n);
  });

  it('two revisions at once: one is in force and the other is told', async () => {
    const id = await set();
    await freeze(id);
    const revise = (value: bigint) =>
      reviseTarget(office, { targetId: id, milestones: more(value), stretch: false, reason: '调整', ...document });
    const answers = await Promise.all([revise(1_100n), revise(1_200n)]);
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]))).toEqual(['STATUS_DOES_NOT_ALLOW']);
  });
});

describe('scope', () => {
  it('nobody outside finds a target or moves it', async () => {
    const id = await set();
    for (const stranger of ['county-b', 'lead-b', 'manager-b', 'office-lankao', 'office-hunan', 'ins-lead', 'admin'])
      expect(await view(id, stranger), stranger).toBeNull();
    for (const reader of ['leader', 'regulator', 'auditor']) expect((await view(id, reader))?.may.change).toBe(false);
    const stranger = await at('office-hunan', DAY);
    const milestones = [{ on: '2099-12-31', value: 5n }];
    const document = { targetId: id, documentNumber: '示例' };
    for (const answer of [
      await changeTarget(stranger, { targetId: id, milestones, stretch: false }),
      await discardTarget(stranger, { targetId: id }),
      await splitTarget(stranger, { targetId: id, ...EQUAL }),
      await freezeTarget(stranger, document),
      await freezeShares(stranger, document),
      await reviseTarget(stranger, { ...document, milestones, stretch: false, reason: '试' }),
    ])
      expect(codeOf(answer)).toBe('NOT_FOUND');
    for (const username of ['leader', 'county-b'])
      expect(codeOf(await freezeTarget(await at(username, DAY), document))).toBe('NOT_PERMITTED');
    expect(await getSplit(stranger.actor, id, NOW)).toBeNull();
    expect(await getSplit(await actorFor('leader'), id, NOW)).toBeNull();
    expect(await view('not-an-id')).toBeNull();
  });

  it('each reads from the top of what they see: the province’s is not listed twice', async () => {
    const id = await set();
    must(await splitTarget(office, { targetId: id, ...EQUAL }));
    const city = (await view(id))?.shares.find((row) => row.place.zh === '开封市');
    must(await splitTarget(office, { targetId: city?.id ?? '', ...EQUAL }));
    const listed = async (username: string) => {
      const { rows } = await listTargets(await actorFor(username), programmeId, NOW);
      return rows.filter((row) => row.startOn === `${year}-01-01`).map((row) => row.place.zh);
    };
    expect(await listed('office')).toEqual(['河南省']);
    expect(await listed('county')).toEqual(['兰考县']);
    expect(await listed('county-b')).toEqual([]);
    expect(await listed('lead')).toEqual([]);
    const { rows } = await listTargets(await actorFor('county'), programmeId, NOW);
    const own = rows.find((row) => row.startOn === `${year}-01-01`);
    // an officer of the county may set it, and knows that the city's is still a draft
    const seen = await view(own?.id ?? '', 'office-lankao');
    expect(seen).toMatchObject({
      parent: { id: null, place: '开封市', frozen: false },
      may: { change: true, freeze: false },
    });
    expect((await listTargetProgrammes(office.actor)).length).toBeGreaterThan(1);
  });

  it('the published target is in force, and its pace reads as published on that day', async () => {
    const { rows } = await listTargets(await actorFor('leader'), programmeId, noon('2017-08-15'));
    const published = rows.find((row) => row.startOn === '2017-05-16');
    expect(published).toMatchObject({ status: 'FROZEN', measure: 'FINANCING_FEN', isUnsplit: false });
    const due: Partial<Milestone> = { on: '2017-10-18', target: 200_000_000_000n };
    expect(published?.progress.due).toMatchObject({ ...due, timeElapsedBps: 5871 });
  });
});

it('what was put in force is held against the record', async () => {
  await expectHeldAgainstRecord(
    'TARGET',
    'UPDATE target_milestone SET value = value + 1 WHERE target_id = $id',
    'UPDATE target_milestone SET due_on = due_on + 1 WHERE target_id = $id',
  );
});
