import { describe, expect, it } from 'vitest';
import { addDays } from '@/domain/calendar';
import { addPolicyValue, endPolicyValue, type NewPolicyValue } from '@/features/programmes/mutations-policy';
import { listPolicyValues } from '@/features/programmes/policy-queries';
import { policySchema } from '@/features/programmes/schema';
import { newUuid } from '@/lib/uuid';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';
const CAP: NewPolicyValue = {
  kind: 'HOUSEHOLD_CAP',
  regionCode: '41',
  programmeCode: null,
  value: 5_000_000n,
  validFrom: '2019-01-01',
  validTo: null,
  documentNumber: '示例〔2019〕1号',
  url: null,
};
const inHenan = (change: Partial<NewPolicyValue> = {}) => ({ ...CAP, ...change });

describe('policy values', () => {
  it('follow one another by days, and never say two things about one', async () => {
    const admin = await at('admin', DAY);
    const { policyId } = must(await addPolicyValue(admin, CAP));
    const later = inHenan({ validFrom: '2026-04-01', value: 8_000_000n, documentNumber: '示例〔2026〕2号' });
    expect(await addPolicyValue(admin, later)).toMatchObject({
      refusal: { code: 'POLICY_OVERLAPS', params: { documentNumber: CAP.documentNumber } },
    });
    must(await endPolicyValue(admin, { policyId, validTo: '2026-04-01' }));
    must(await addPolicyValue(admin, later));
    expect(codeOf(await endPolicyValue(admin, { policyId, validTo: '2026-05-01' }))).toBe('STATUS_DOES_NOT_ALLOW');
    const actor = await actorFor('county-b');
    const rows = await read(actor, (tx) => listPolicyValues(tx, actor, { kind: 'HOUSEHOLD_CAP' }));
    expect(rows.filter((row) => row.place === '河南省').map((row) => [row.value, row.validFrom, row.validTo])).toEqual([
      [8_000_000n, '2026-04-01', null],
      [5_000_000n, '2019-01-01', '2026-04-01'],
    ]);
  });

  it('stand side by side for another place, matter and programme', async () => {
    const admin = await at('admin', DAY);
    must(await addPolicyValue(admin, inHenan({ regionCode: '43' })));
    must(await addPolicyValue(admin, inHenan({ regionCode: '43', programmeCode: 'A' })));
    must(await addPolicyValue(admin, inHenan({ regionCode: '43', kind: 'NOTICE_DAYS', value: 7n })));
    must(
      await addPolicyValue(admin, inHenan({ regionCode: '0', kind: 'NPL_TOLERANCE', programmeCode: 'A', value: 300n })),
    );
    expect(await db().event.count({ where: { kind: 'policy.added' } })).toBeGreaterThanOrEqual(4);
  });

  it('are one for a day even when two people enter it at once', async () => {
    const admin = await at('admin', DAY);
    const row = inHenan({ regionCode: '410225', kind: 'FUND_LEVERAGE', value: 10n });
    const results = await Promise.all([addPolicyValue(admin, row), addPolicyValue(await at('admin2', DAY), row)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it('are refused where the place, the programme or the days are wrong', async () => {
    const admin = await at('admin', DAY);
    expect(codeOf(await addPolicyValue(admin, inHenan({ regionCode: '99' })))).toBe('REGION_UNKNOWN');
    expect(codeOf(await addPolicyValue(admin, inHenan({ programmeCode: 'NONE' })))).toBe('PROGRAMME_UNKNOWN');
    expect(await addPolicyValue(admin, inHenan({ validTo: CAP.validFrom }))).toMatchObject({
      refusal: { code: 'DATE_OUT_OF_ORDER', params: { earliest: addDays(CAP.validFrom, 1) } },
    });
    expect(codeOf(await endPolicyValue(admin, { policyId: newUuid(), validTo: DAY }))).toBe('NOT_FOUND');
    const row = inHenan({ regionCode: '410225', validFrom: '2026-03-10' });
    const { policyId } = must(await addPolicyValue(admin, row));
    expect(await endPolicyValue(admin, { policyId, validTo: '2026-03-10' })).toMatchObject({
      refusal: { code: 'POLICY_END', params: { day: '2026-03-11' } },
    });
  });

  it.each(['county', 'office', 'secadmin', 'hq'])('are not written by %s', async (username) => {
    const ctx = await at(username, DAY);
    expect(codeOf(await addPolicyValue(ctx, CAP))).toBe('NOT_PERMITTED');
    expect(codeOf(await endPolicyValue(ctx, { policyId: newUuid(), validTo: DAY }))).toBe('NOT_PERMITTED');
  });

  it.each(['secadmin', 'auditadmin'])('are not read by %s', async (username) => {
    const actor = await actorFor(username);
    await expect(read(actor, (tx) => listPolicyValues(tx, actor))).rejects.toThrow('NOT_PERMITTED');
  });

  it('are typed in the unit of their kind', () => {
    const typed = (kind: string, value: string) =>
      policySchema.safeParse({ kind, value, regionCode: '41', validFrom: '2026-01-01', documentNumber: 'x' });
    const readAs = (kind: string, value: string) => typed(kind, value).data?.value;
    expect(readAs('RATE_CEILING_SHORT', '4.35')).toBe(435n);
    expect(readAs('HOUSEHOLD_CAP', '5')).toBe(5_000_000n);
    expect(readAs('NOTICE_DAYS', '7')).toBe(7n);
    for (const [kind, value] of [
      ['RATE_CEILING_SHORT', '120'],
      ['HOUSEHOLD_CAP', '-1'],
      ['NOTICE_DAYS', '7.5'],
      ['NOTICE_DAYS', '0'],
      ['FUND_LEVERAGE', 'ten'],
    ] as const)
      expect(typed(kind, value).error?.issues[0]?.path).toEqual(['value']);
  });
});
