import { beforeAll, describe, expect, it } from 'vitest';
import { totalOfUnits } from '@/domain/bulletin';
import { totalOf } from '@/domain/figures';
import {
  discardBulletin,
  draftBulletin,
  type EditedBulletin,
  editBulletin,
  recomputeBulletin,
} from '@/features/bulletins/mutations';
import { issueBulletin, returnBulletin, submitBulletin } from '@/features/bulletins/mutations-issue';
import { openBulletin, replyToBulletin } from '@/features/bulletins/mutations-replies';
import { getBulletinForm, getNewBulletin, listBulletins } from '@/features/bulletins/queries';
import { getBulletin } from '@/features/bulletins/view-queries';
import { writeBulletin } from '@/features/bulletins/word';
import { loadCells } from '@/features/figures/cube-queries';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { setTarget } from '@/features/targets/mutations';
import { freezeShares, freezeTarget, splitTarget } from '@/features/targets/mutations-split';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { expectHeldAgainstRecord } from '../support/settled';
import { readWord } from '../support/word';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const AS_OF = '2026-04-05';
const TODAY = '2026-04-06';
const NOW = noon(TODAY);
let programmeId = '';
let lankao = 0;
let guying = 0;
/** where the money went */
let town = 0;
let caseId = '';
let county: Context;
let leader: Context;

const april = { kind: 'MONTH', from: '2026-04-01', until: '2026-04-30' } as const;
const wanted = () => ({ programmeId, unitLevel: 'TOWNSHIP' as const, period: april, asOf: AS_OF });
const draft = async () => must(await draftBulletin(county, wanted())).bulletinId;
const seen = async (bulletinId: string) => {
  const { revision } = await db().bulletin.findUniqueOrThrow({ where: { id: bulletinId } });
  return { bulletinId, revision };
};
const view = async (id: string, username = 'county', now = NOW) => {
  const found = await getBulletin(await actorFor(username), id, now);
  if (!found) throw new Error('not found');
  return found;
};
const edited = async (bulletinId: string, more: Partial<EditedBulletin> = {}): Promise<EditedBulletin> => ({
  ...(await seen(bulletinId)),
  title: '关于兰考县2026年4月进展情况的通报',
  documentWord: '兰扶通报',
  overview: '全县贷款余额〔贷款余额〕。',
  demands: '请〔督促单位〕于〔回复期限〕前回复。',
  replyDueOn: '2026-04-20',
  caseIds: [],
  ...more,
});
const takenNow = async () => ({ reader: await actorFor('county'), at: noon(TODAY) });
const issued = async (by = leader) => {
  const bulletinId = await draft();
  must(await submitBulletin(county, await seen(bulletinId)));
  const { number } = must(await issueBulletin(by, await seen(bulletinId)));
  return { bulletinId, number };
};

beforeAll(async () => {
  programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
  [lankao, guying] = [await regionId('410225'), await regionId('410225105')];
  const paid = await caseAtDisbursement();
  caseId = paid.caseId;
  town = (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).townshipId;
  await payTranche(caseId, paid.trancheIds[0], '2026-04-02');
  const office = await at('office', '2026-01-05');
  const target = must(
    await setTarget(office, {
      ...{ programmeId, region: '410225', organisation: null, measure: 'DISBURSED_FEN', startOn: '2026-01-01' },
      name: '示例投放目标',
      milestones: [{ on: '2026-12-31', value: 1_000_000_000n }],
    }),
  );
  const documentNumber = '示例〔2026〕1号';
  must(await freezeTarget(office, { targetId: target.targetId, documentNumber }));
  must(await splitTarget(office, { targetId: target.targetId, method: 'EQUAL', weights: new Map() }));
  must(await freezeShares(office, { targetId: target.targetId, documentNumber }));
  [county, leader] = [await at('county', TODAY), await at('leader', TODAY)];
}, 120_000);

describe('a draft', () => {
  it('holds what the cube holds on its day, unit by unit, and its total is that of the county', async () => {
    const { content } = await view(await draft());
    const actor = await actorFor('county');
    const reach = { programmeId, asOf: AS_OF, today: TODAY };
    const here = { level: 'COUNTY' as const, ids: [lankao] };
    const there = { level: 'TOWNSHIP' as const, ids: [town] };
    const cells = await read(actor, (tx) =>
      loadCells(
        tx,
        actor,
        [here, there].map((places) => ({ places, measures: ['OUTSTANDING_FEN', 'DISBURSED_FEN'] as const })),
        reach,
      ),
    );
    const inCube = (measure: 'OUTSTANDING_FEN' | 'DISBURSED_FEN', place: number) =>
      totalOf(cells, { measure, regionId: place });
    const total = totalOfUnits(content.units);
    expect(total.outstandingFen).toBe(50_000_000n);
    expect(total.outstandingFen).toBe(inCube('OUTSTANDING_FEN', lankao));
    expect(total.addedFen).toBe(inCube('DISBURSED_FEN', lankao));
    const unit = content.units.find((one) => one.regionId === town);
    expect(unit?.outstandingFen).toBe(inCube('OUTSTANDING_FEN', town));
    expect([unit?.addedFen, unit?.periodAddedFen]).toEqual([50_000_000n, 50_000_000n]);
    expect([content.targetMeasure, unit?.target?.reached]).toEqual(['DISBURSED_FEN', 50_000_000n]);
    expect(content.units.reduce((sum, { target }) => sum + (target?.value ?? 0n), 0n)).toBe(1_000_000_000n);
  });

  it('praises who is ahead and presses who is behind, and its first words hold no typed figure', async () => {
    const bulletinId = await draft();
    const { content, draftedBy } = await view(bulletinId);
    const [first, ...others] = content.units;
    expect([first?.regionId, first?.praised, first?.pressed]).toEqual([town, true, []]);
    // a quarter of the year is gone, and nothing done
    expect(new Set(others.flatMap(({ pressed }) => pressed))).toEqual(new Set(['BEHIND_PACE']));
    expect(draftedBy).not.toBeNull();
    const form = await getBulletinForm(await actorFor('county'), bulletinId, NOW);
    expect(form?.offered).toEqual([]);
    must(await editBulletin(county, await edited(bulletinId)));
    expect((await view(bulletinId)).content.title).toBe('关于兰考县2026年4月进展情况的通报');
  });

  it('reads its figures again when asked, and only then', async () => {
    const bulletinId = await draft();
    await db().bulletinUnit.deleteMany({ where: { bulletinId, regionId: town } });
    expect(totalOfUnits((await view(bulletinId)).content.units).outstandingFen).toBe(0n);
    expect((await view(bulletinId)).differences.length).toBeGreaterThan(0);
    must(await recomputeBulletin(county, await seen(bulletinId)));
    expect(totalOfUnits((await view(bulletinId)).content.units).outstandingFen).toBe(50_000_000n);
    expect((await view(bulletinId)).differences).toEqual([]);
  });

  it('picks good cases by reference, kind and place, and takes none that is not', async () => {
    const bulletinId = await draft();
    expect(codeOf(await editBulletin(county, await edited(bulletinId, { caseIds: [caseId] })))).toBe(
      'BULLETIN_CASE_OUTSIDE',
    );
    const check = { caseId, kind: 'COUNTY_CHECK', sequence: 1, grade: 'PASSED', findings: '合格' } as const;
    const by = { checkedById: county.actor.userId, checkedOn: new Date(AS_OF), recordedAt: NOW };
    await db().completionCheck.create({ data: { ...check, ...by } });
    must(await editBulletin(county, await edited(bulletinId, { caseIds: [caseId] })));
    const { reference, applicantName } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const { content } = await view(bulletinId);
    expect(content.cases.map((one) => one.reference)).toEqual([reference]);
    const word = await readWord(await writeBulletin(content, await takenNow()));
    expect(word.text).toContain(reference);
    expect(word.text).not.toContain(applicantName);
  });

  it('takes no figure that was typed, and keeps what stood when it refuses', async () => {
    const bulletinId = await draft();
    const before = await view(bulletinId);
    const tries: [string, Partial<EditedBulletin>][] = [
      ['BULLETIN_TYPED_FIGURE', { overview: '全县贷款余额5390.04万元。' }],
      ['BULLETIN_TYPED_FIGURE', { demands: '务必新增二十户。' }],
      ['BULLETIN_TYPED_FIGURE', { title: '关于新增235户的通报' }],
      ['BULLETIN_FIGURE_UNKNOWN', { overview: '不良率〔不良率〕。' }],
      ['BULLETIN_REPLY_DAY', { replyDueOn: AS_OF }],
      ['INVALID_INPUT', { documentWord: '通报2026' }],
      ['CONFLICT', { revision: 99 }],
    ];
    for (const [code, more] of tries)
      expect(codeOf(await editBulletin(county, await edited(bulletinId, more))), code).toBe(code);
    expect(await view(bulletinId)).toEqual(before);
  });

  it('is of a period that has begun and of units that there are', async () => {
    const code = async (more: object, ctx = county) => codeOf(await draftBulletin(ctx, { ...wanted(), ...more }));
    expect(await code({ asOf: '2026-03-31' })).toBe('BULLETIN_AS_OF');
    expect(await code({ asOf: '2026-04-07' })).toBe('DATE_IN_FUTURE');
    expect(await code({ period: { kind: 'CUSTOM', from: '2026-04-05', until: '2026-04-01' } })).toBe('BULLETIN_PERIOD');
    expect(await code({ unitLevel: 'COUNTY' })).toBe('BULLETIN_NO_UNITS');
    const nothing = (await db().programme.findUniqueOrThrow({ where: { code: 'E' } })).id;
    expect(await code({ programmeId: nothing })).toBe('BULLETIN_NO_UNITS');
    expect(await code({ programmeId: newUuid() })).toBe('PROGRAMME_NOT_AVAILABLE');
    expect(await code({}, await at('township', TODAY))).toBe('NOT_PERMITTED');
    expect(await code({}, leader)).toBe('NOT_PERMITTED');
    expect(await getNewBulletin(await actorFor('lead'))).toBeNull();
    expect((await getNewBulletin(await actorFor('office')))?.unitLevels).toEqual(['CITY', 'COUNTY']);
  });

  it('a leading group speaks of its cities or its counties in the same way', async () => {
    const office = await at('office', TODAY);
    for (const unitLevel of ['CITY', 'COUNTY'] as const) {
      const { bulletinId } = must(await draftBulletin(office, { ...wanted(), unitLevel }));
      const { content } = await view(bulletinId, 'office');
      expect(totalOfUnits(content.units).outstandingFen, unitLevel).toBe(50_000_000n);
      expect(content.emptyUnits).toBeGreaterThan(10);
    }
  });

  it('is given up before it has a number, by its own office only', async () => {
    const bulletinId = await draft();
    expect(codeOf(await discardBulletin(await at('office', TODAY), await seen(bulletinId)))).toBe('NOT_PERMITTED');
    must(await discardBulletin(county, await seen(bulletinId)));
    expect(await getBulletin(await actorFor('county'), bulletinId, NOW)).toBeNull();
    expect(codeOf(await discardBulletin(county, { bulletinId, revision: 1 }))).toBe('NOT_FOUND');
  });
});

describe('signing', () => {
  it('needs a second person, who may send it back', async () => {
    const bulletinId = await draft();
    expect(codeOf(await issueBulletin(leader, await seen(bulletinId)))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await submitBulletin(county, await seen(bulletinId)));
    for (const change of [
      editBulletin(county, await edited(bulletinId)),
      recomputeBulletin(county, await seen(bulletinId)),
    ])
      expect(codeOf(await change)).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await issueBulletin(county, await seen(bulletinId)))).toBe('NOT_PERMITTED');
    expect(codeOf(await returnBulletin(leader, { ...(await seen(bulletinId)), remark: ' ' }))).toBe('INVALID_INPUT');
    must(await returnBulletin(leader, { ...(await seen(bulletinId)), remark: '请补充原因' }));
    expect((await view(bulletinId)).returnRemark).toBe('请补充原因');
    const told = { kind: 'BULLETIN_RETURNED', subjectId: bulletinId, userId: county.actor.userId } as const;
    expect(await db().notice.count({ where: told })).toBe(1);

    const both = { ...county, actor: { ...county.actor, roles: ['COUNTY_OFFICIAL', 'LEADER'] as const } };
    must(await submitBulletin(county, await seen(bulletinId)));
    expect(codeOf(await issueBulletin(both, await seen(bulletinId)))).toBe('BULLETIN_OWN_DRAFT');
    const late = await at('leader', '2026-06-30');
    expect(codeOf(await issueBulletin(late, await seen(bulletinId)))).toBe('DEADLINE_PAST');
    must(await issueBulletin(leader, await seen(bulletinId)));
  });

  it('numbers without gaps within the office and its year, whatever was given up or refused in between', async () => {
    const sequence = (number: string) => Number(/〔2026〕(\d+)号$/.exec(number)?.[1]);
    const first = sequence((await issued()).number);
    must(await discardBulletin(county, await seen(await draft())));
    const [a, b] = await Promise.all([issued(), issued()]);
    expect([a, b].map(({ number }) => sequence(number)).sort()).toEqual([first + 1, first + 2]);
  });

  it('goes to the offices of its units and to the branches there, and tells their people', async () => {
    const { bulletinId } = await issued();
    const organisations = await db().bulletinRecipient.findMany({ where: { bulletinId } });
    const names = await db().organisation.findMany({
      where: { id: { in: organisations.map((row) => row.organisationId) } },
    });
    expect(names.map(({ name }) => (name as { zh: string }).zh).sort()).toEqual(['示例银行兰考县支行', '谷营镇政府']);
    for (const username of ['township', 'lead']) {
      const { userId } = await actorFor(username);
      expect(
        await db().notice.count({ where: { userId, subjectId: bulletinId, kind: 'BULLETIN_ISSUED' } }),
        username,
      ).toBe(1);
    }
  });
});

describe('an issued one', () => {
  it('keeps its figures although something is recorded late, and says what is known now', async () => {
    const { bulletinId } = await issued();
    const before = (await view(bulletinId)).content;
    const clerk = await at('clerk', '2026-04-12');
    const repayment = { caseId, paidOn: '2026-04-04', amountFen: 10_000_000n, idempotencyKey: newUuid() };
    must(await recordRepayment(clerk, repayment));
    const after = await view(bulletinId, 'county', noon('2026-04-12'));
    expect(after.content).toEqual(before);
    const difference = after.differences.find(({ column }) => column === 'outstandingFen');
    expect([difference?.stood, difference?.now]).toEqual([50_000_000n, (difference?.stood ?? 0n) - (await repaid())]);
    await expect(db().bulletinUnit.deleteMany({ where: { bulletinId } })).rejects.toThrow('never changed');
    await expect(db().bulletin.update({ where: { id: bulletinId }, data: { title: '改' } })).rejects.toThrow(
      'never changed',
    );
    for (const change of [
      editBulletin(county, await edited(bulletinId)),
      discardBulletin(county, await seen(bulletinId)),
    ])
      expect(codeOf(await change)).toBe('STATUS_DOES_NOT_ALLOW');
  });

  /** interest goes before principal */
  async function repaid(): Promise<bigint> {
    const { outstandingAmountFen } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    return 50_000_000n - outstandingAmountFen;
  }

  it('is read and answered by those it went to', async () => {
    const { bulletinId } = await issued();
    const township = await at('township', TODAY);
    const receipt = async () =>
      (await view(bulletinId)).receipts.find(({ organisation }) => organisation.zh === '谷营镇政府');
    expect((await receipt())?.readAt).toBeNull();
    must(await openBulletin(township, { bulletinId }));
    must(await openBulletin(await at('township', '2026-04-08'), { bulletinId }));
    expect((await receipt())?.readAt).toEqual(NOW);
    // the county looks at what it sent itself: no receipt
    must(await openBulletin(county, { bulletinId }));
    expect((await view(bulletinId)).receipts.filter(({ readAt }) => readAt !== null)).toHaveLength(1);

    const measures = { bulletinId, measures: '逐户走访，责任到人。', dueOn: '2026-05-01' };
    expect(codeOf(await replyToBulletin(county, measures))).toBe('BULLETIN_NOT_ADDRESSED');
    expect(codeOf(await replyToBulletin(leader, measures))).toBe('NOT_PERMITTED');
    expect(codeOf(await replyToBulletin(township, { ...measures, measures: '' }))).toBe('INVALID_INPUT');
    expect(codeOf(await replyToBulletin(township, { ...measures, dueOn: '2026-04-01' }))).toBe('DEADLINE_PAST');
    must(await replyToBulletin(township, measures));
    must(await replyToBulletin(township, { ...measures, measures: '又走访了一遍。' }));
    expect((await receipt())?.replies.map((reply) => reply.measures)).toEqual([
      '逐户走访，责任到人。',
      '又走访了一遍。',
    ]);
    const [row] = (await listBulletins(county.actor, null)).rows;
    expect(row?.receipts).toMatchObject({ sent: 2, read: 1 });
  });

  it('is seen by its place and above, by those it went to with their own answers alone, and by nobody else', async () => {
    const draftId = await draft();
    const { bulletinId } = await issued();
    for (const [username, links] of [
      ['county', 'ALL'],
      ['leader', 'ALL'],
      ['auditor', 'ALL'],
      ['township', guying],
      ['lead', 'NONE'],
    ] as const) {
      const found = await view(bulletinId, username);
      expect(found.links, username).toEqual(links);
      expect(found.receipts.length, username).toBe(links === 'ALL' ? 2 : 1);
      expect(found.may.edit).toBe(false);
    }
    for (const username of ['county-b', 'lead-b', 'ins-lead', 'station', 'manager', 'admin']) {
      const actor = await actorFor(username);
      expect(await getBulletin(actor, bulletinId, NOW), username).toBeNull();
      expect((await listBulletins(actor, null)).rows, username).toEqual([]);
    }
    for (const username of ['township', 'lead', 'auditor']) {
      const actor = await actorFor(username);
      expect(await getBulletin(actor, draftId, NOW), username).toBeNull();
      expect(
        (await listBulletins(actor, null)).rows.every(({ status }) => status === 'ISSUED'),
        username,
      ).toBe(true);
    }
    expect(codeOf(await replyToBulletin(await at('lead-b', TODAY), { bulletinId, measures: '甲', dueOn: TODAY }))).toBe(
      'NOT_FOUND',
    );
    expect(await getBulletin(county.actor, 'nonsense', NOW)).toBeNull();
  });

  it('is a Word file on the page of GB/T 9704, saying the table and its total', async () => {
    const { bulletinId, number } = await issued();
    const { content } = await view(bulletinId);
    const { xml, text, paragraphs } = await readWord(await writeBulletin(content, await takenNow()));
    expect(paragraphs.slice(0, 2)).toEqual(['兰考县乡村振兴部门', number]);
    expect(text).toContain('各乡镇（街道），有关金融机构：');
    expect(text).toContain('谷营镇');
    expect(paragraphs.filter((line) => line === '合计')).toHaveLength(1);
    expect(text).not.toMatch(/[〔{](?!2026〕)/);
    expect(xml).toContain('w:color w:val="FF0000"');
    const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(10);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(8844);
  });
});

it('what was issued is held against the record, unit by unit', async () => {
  await expectHeldAgainstRecord(
    'BULLETIN',
    'UPDATE bulletin_unit SET overdue_fen = overdue_fen + 1 WHERE bulletin_id = $id',
    'UPDATE bulletin_unit SET rank = rank + 1 WHERE bulletin_id = $id',
    'UPDATE bulletin_recipient SET must_reply = NOT must_reply WHERE bulletin_id = $id',
  );
});
