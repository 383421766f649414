import { expect, test } from 'vitest';
import { storedBody } from '@/domain/definition-body';
import { parseProgrammeBody } from '@/domain/programme';
import { requestRaise, settleRaise } from '@/features/authority/mutations-raises';
import { noticeHref } from '@/features/notices/notice-href';
import { createProgramme, discardDefinition, saveDefinition } from '@/features/programmes/mutations';
import { reviewDefinition } from '@/features/programmes/mutations-publish';
import { allotQuota, requestQuotaTransfer, settleQuotaTransfer } from '@/features/quotas/mutations';
import type { NoticeKind } from '@/generated/prisma/client';
import { db } from '@/server/db';
import { actorFor, at, must, regionId } from '../support/world';

const DAY = '2026-03-02';

/** Who has an unread notice of this kind about this. */
async function toldOf(kind: NoticeKind, subjectId: string): Promise<string[]> {
  const rows = await db().notice.findMany({ where: { kind, subjectId, readAt: null }, select: { userId: true } });
  const people = await db().user.findMany({ where: { id: { in: rows.map((row) => row.userId) } } });
  return people.map((row) => row.username).sort();
}

async function draft(code: string) {
  const basedOn = await db().programmeDefinition.findFirstOrThrow({ where: { programme: { code: 'A' } } });
  const admin = await at('admin', DAY);
  const made = { code, name: { zh: code, en: code }, provinceId: await regionId('41'), basedOnId: basedOn.id };
  return must(await createProgramme(admin, made)).definitionId;
}

async function edit(definitionId: string, by: string, rateCeilingBps: number) {
  const row = await db().programmeDefinition.findUniqueOrThrow({ where: { id: definitionId } });
  const part = { ...storedBody(parseProgrammeBody(row.body)), rateCeilingBps };
  must(await saveDefinition(await at(by, DAY), { definitionId, revision: row.revision, section: 'money', part }));
  return row.revision + 1;
}

test('a draft that was written on waits for those who may review it, and its writers hear what they said', async () => {
  const definitionId = await draft('N1');
  expect(await toldOf('DEFINITION_DRAFTED', definitionId)).toEqual([]);
  await edit(definitionId, 'admin', 430);
  // not the author; the leading group of the province, not that of another, nor whoever only reads programmes
  expect(await toldOf('DEFINITION_DRAFTED', definitionId)).toEqual(['admin2', 'office']);
  const revision = await edit(definitionId, 'admin', 440);
  const where = { kind: 'DEFINITION_DRAFTED', subjectId: definitionId } as const;
  expect(await db().notice.findFirst({ where })).toMatchObject({ count: 2 });
  const said = { definitionId, revision, outcome: 'RETURNED', remark: '利率偏高' } as const;
  must(await reviewDefinition(await at('office', DAY), said));
  expect(await toldOf('DEFINITION_DRAFTED', definitionId)).toEqual([]);
  expect(await toldOf('DEFINITION_REVIEWED', definitionId)).toEqual(['admin']);
  await edit(definitionId, 'admin', 450);
  expect(await toldOf('DEFINITION_DRAFTED', definitionId)).toEqual(['admin2', 'office']);
  must(await discardDefinition(await at('admin', DAY), { definitionId }));
  expect(await toldOf('DEFINITION_DRAFTED', definitionId)).toEqual([]);
});

test('a raise asked for tells who may grant it, and its answer who asked', async () => {
  const lead = await at('lead', DAY);
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const wanted = {
    organisationId: lead.actor.organisation.id,
    programmeId,
    applicantKind: null,
    upTo: 500_000_000n,
    approvals: 1,
    validFrom: DAY,
    lastDay: '2026-03-10',
    reason: '集中投放',
  };
  const { raiseId } = must(await requestRaise(lead, wanted));
  expect(await toldOf('RAISE_ASKED', raiseId)).toEqual(['hq', 'hq2', 'hq3']);
  const refused = { raiseId, outcome: 'REFUSED', documentNumber: null, remark: '按程序上报' } as const;
  must(await settleRaise(await at('hq', DAY), refused));
  expect(await toldOf('RAISE_ASKED', raiseId)).toEqual([]);
  expect(await toldOf('RAISE_SETTLED', raiseId)).toEqual(['lead']);
});

test('a transfer of quota asked for tells who may settle it, and its answer who asked', async () => {
  const [hq, hq2] = [await at('hq', DAY), await at('hq2', DAY)];
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'C' } });
  const allot = async (region: string) =>
    must(
      await allotQuota(hq, {
        programmeId: programme.id,
        region,
        year: 2041,
        amount: 100_000_000n,
        concession: null,
        documentNumber: '示例额度〔2041〕1号',
      }),
    ).quotaId;
  const [from, to] = [await allot('41'), await allot('410225')];
  const asked = { fromQuotaId: from, toQuotaId: to, amount: 1_000_000n, reason: '县内需求大' };
  const { transferId } = must(await requestQuotaTransfer(hq, asked));
  const told = await toldOf('QUOTA_TRANSFER_ASKED', from);
  expect(told).toContain('hq2');
  for (const name of ['hq', 'lead', 'approver', 'ins-hq', 'approver-b']) expect(told).not.toContain(name);
  must(await settleQuotaTransfer(hq2, { transferId, outcome: 'APPROVED', remark: null }));
  expect(await toldOf('QUOTA_TRANSFER_SETTLED', from)).toEqual(['hq']);
});

test('each leads to what it speaks of', async () => {
  const { userId } = await actorFor('hq');
  const row = { caseId: null, about: null, subjectId: userId };
  expect(noticeHref({ ...row, kind: 'DEFINITION_DRAFTED' })).toBe(`/programmes/${userId}`);
  expect(noticeHref({ ...row, kind: 'RAISE_SETTLED' })).toBe(`/authority/raises/${userId}`);
  expect(noticeHref({ ...row, kind: 'QUOTA_TRANSFER_ASKED' })).toBe(`/quotas/${userId}`);
});
