import type pg from 'pg';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '@/domain/actor';
import { readPaging } from '@/domain/list-paging';
import { LISTS, type ListName } from '@/domain/lists';
import { listEntities, listHouseholds } from '@/features/applicants/list-queries';
import { revealPersonalData } from '@/features/applicants/mutations-reveal';
import { findApplicant, findEntity, findHousehold } from '@/features/applicants/queries';
import { getFieldHistory } from '@/features/case-files/history-queries';
import { getAcceptanceReceipt, getCaseFile, getPaymentReceipt } from '@/features/case-files/queries';
import { getApprovalForm } from '@/features/case-files/sign-off-queries';
import { listCases } from '@/features/cases/list-queries';
import { getCase } from '@/features/cases/queries';
import { getWorklist } from '@/features/cases/worklist-queries';
import { registerConsultation } from '@/features/consultations/mutations';
import { getDisbursement, getPayment, listPayments } from '@/features/disbursements/queries';
import { exportList } from '@/features/exports/mutations';
import { settleExport, takeInFull } from '@/features/exports/mutations-approval';
import { askForExport } from '@/features/exports/mutations-ask';
import { runExport } from '@/features/exports/mutations-run';
import { mayExport } from '@/features/exports/source';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { log } from '@/server/log';
import { PEOPLE } from '../../prisma/seed/people';
import { Needles } from '../../scripts/crawl/needles';
import { caseAtDisbursement, meetOpenConditions } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { colleagueOf } from '../support/colleague';
import { cooperativeConsultation, householdConsultation } from '../support/consultation';
import { freshAt } from '../support/fresh-session';
import { findTraces, plantedNumbers, tracesOf } from '../support/planted';
import { connectSuperuser } from '../support/superuser';
import { actorFor, at, must, noon } from '../support/world';

const DAY = '2026-04-10';
const NOW = noon(DAY);
const said: string[] = [];
let root: pg.Client;
let numbers: string[];
const ids = { household: '', cooperative: '', paid: '', payment: '' };

const asText = (value: unknown) =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part)) ?? '';

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => {
      said.push(asText(words.map((word) => (word instanceof Error ? `${word.message} ${word.stack}` : word))));
    });
  root = await connectSuperuser();
  const made = await caseAtDisbursement({ openCondition: true });
  ids.paid = made.caseId;
  await meetOpenConditions(made.caseId);
  ids.payment = await payTranche(made.caseId, made.trancheIds[0], '2026-04-01');
  ids.household = must(await registerConsultation(await at('station', DAY), await householdConsultation(631))).id;
  ids.cooperative = must(
    await registerConsultation(await at('county', DAY), {
      ...(await cooperativeConsultation(632)),
      payeeAccount: '6228480402564890',
    }),
  ).id;
  const { personId } = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.household } });
  const look = { subjectId: personId ?? '', caseId: null, reason: 'CONTACT_APPLICANT' as const };
  const { value } = must(
    await revealPersonalData(await freshAt('county', DAY), { ...look, field: 'IDENTITY_NUMBER', note: '核对身份' }),
  );
  // a number that somebody copies into the reason stays nowhere
  const county = await freshAt('county', DAY);
  must(await revealPersonalData(county, { ...look, field: 'PHONE', note: `核对 ${value} 本人` }));
  await revealPersonalData(await at('leader', DAY), { ...look, field: 'PHONE', note: '看一看' });
  await runExport('019a0000-0000-7000-8000-00000000abce', NOW, 'e0000000-0000-4000-8000-000000000000');
  // a file in full, as another person approved it, is kept nowhere
  const list = { list: 'households', query: `q=${value}`, locale: 'zh-CN', unit: 'WAN' } as const;
  const asked = await askForExport(county, { ...list, full: true, reason: `核对 ${value}` });
  const { approvalId } = must(asked);
  const other = await freshAt(await colleagueOf('county'), DAY);
  must(await settleExport(other, { approvalId, outcome: 'APPROVED', remark: `同意 ${value}` }));
  const { bytes } = must(await takeInFull(county, approvalId));
  expect(JSON.stringify((await readXlsx(bytes))[0]?.data)).toContain(value);
  numbers = await plantedNumbers(root);
}, 120_000);

afterAll(async () => {
  vi.restoreAllMocks();
  await root.end();
});

it('the search itself finds a number in each of its guises', () => {
  const number = '990000198503026312';
  const guises = [
    `x${number}y`,
    `9900${'001985030263'}`,
    Buffer.from(`ab${number}c`).toString('hex'),
    ...['', 'a', 'ab'].map((front) => Buffer.from(`${front}${number}z`).toString('base64')),
    '990000********026312',
    [...number].join(' '),
  ];
  expect(guises.filter((text) => findTraces([number], [['', text]]).length === 0)).toEqual([]);
  // and so does that of the crawler over HTTP
  const needles = new Needles([number]);
  expect(guises.filter((text) => needles.find(text).length === 0)).toEqual([]);
  expect(needles.find(`%39%39${number.slice(2)}`)).not.toEqual([]);
  expect(needles.find('990***********6312 1985-03-02 1764000000000')).toEqual([]);
  expect(findTraces([number], [['masked', '990***********6312 1985-03-02']])).toEqual([]);
  expect(tracesOf('13900000631')).toHaveLength(6);
});

it('no table of the database holds a planted number in the clear, nor does the queue of jobs', async () => {
  expect(numbers.length).toBeGreaterThan(5);
  const { rows } = await root.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(rows.length).toBeGreaterThan(80);
  const texts: [string, string][] = [];
  for (const { name } of rows) {
    const { rows: held } = await root.query<{ text: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
    );
    texts.push([name, held[0]?.text ?? '']);
  }
  expect(findTraces(numbers, texts)).toEqual([]);
}, 60_000);

it('nor does a line of the log', () => {
  expect(
    findTraces(
      numbers,
      said.map((line) => ['log', line] as const),
    ),
  ).toEqual([]);
});

describe('everybody’s pages and files', () => {
  it('show it masked at most', async () => {
    const { personId } = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.household } });
    const person = await db().person.findUniqueOrThrow({ where: { id: personId ?? '' } });
    const { operatingEntityId } = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.cooperative } });
    const texts: [string, string][] = [];
    let seen = 0;
    // the first of each set of roles: they are of the county whose cases these are
    const everyRole = new Map<string, Actor>();
    for (const { username } of [...PEOPLE].reverse()) {
      const person = await actorFor(username);
      everyRole.set(String(person.roles), person);
    }
    for (const actor of everyRole.values()) {
      const { username } = actor;
      const pages: Record<string, unknown> = {
        cases: await listCases(actor, {}, NOW, readPaging({}, LISTS.cases.sorts)),
        worklist: await getWorklist(actor, 'waiting', NOW, null),
        households: await listHouseholds(actor, {}, readPaging({}, LISTS.households.sorts)),
        entities: await listEntities(actor, {}, readPaging({}, LISTS.entities.sorts)),
        household: await findHousehold(actor, person.householdId, DAY),
        entity: await findEntity(actor, operatingEntityId ?? ''),
        payments: await listPayments(actor, {}),
        payment: await getPayment(actor, ids.payment, DAY),
        disbursement: await getDisbursement(actor, ids.paid, DAY),
        approvalForm: await getApprovalForm(actor, ids.paid, NOW),
        receipt: await getPaymentReceipt(actor, ids.paid, ids.payment, NOW).catch(() => null),
        accepted: await getAcceptanceReceipt(actor, ids.paid),
      };
      for (const id of [ids.household, ids.cooperative, ids.paid]) {
        pages[`case ${id}`] = await getCase(actor, id, NOW);
        pages[`applicant ${id}`] = await findApplicant(actor, id, DAY);
        pages[`history ${id}`] = await getFieldHistory(actor, id);
        pages[`file ${id}`] = await getCaseFile(actor, id, NOW);
      }
      for (const [page, shown] of Object.entries(pages)) {
        if (shown !== null) seen += 1;
        texts.push([`${username} ${page}`, asText(shown)]);
      }
    }
    expect(seen).toBeGreaterThan(60);
    expect(findTraces(numbers, texts)).toEqual([]);
  }, 60_000);

  it('leave in no file of a list, by whoever may take one', async () => {
    const texts: [string, string][] = [];
    for (const username of ['county', 'station', 'manager', 'clerk', 'office', 'leader', 'auditor', 'hq']) {
      const actor = await actorFor(username);
      for (const list of Object.keys(LISTS) as ListName[]) {
        if (!mayExport(actor, list)) continue;
        const ask = { list, query: '', locale: 'zh-CN', unit: 'YUAN' } as const;
        const file = must(await exportList(contextOf(actor, NOW), ask));
        if (file.kind !== 'FILE') throw new Error('it was not handed over at once');
        texts.push([`${username} ${list} ${file.fileName}`, asText(await readXlsx(file.bytes))]);
      }
    }
    expect(texts.length).toBeGreaterThan(20);
    expect(findTraces(numbers, texts)).toEqual([]);
  }, 60_000);
});
