import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { registerHousehold } from './support/applicants';
import { portalPaths } from './support/pages';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { expectStage, upload } from './support/steps';
import { say } from './support/words';

const TABLE = path.resolve(import.meta.dirname, '../fixtures/fund-tables/beita-2020-first-batch.xlsx');
const CASE = '示例农户丙肉牛养殖';
const STRANGERS = [
  'station-b',
  'township-b',
  'county-b',
  'lead-b',
  'manager-b',
  'legal-b',
  'approver-b',
  'clerk-b',
  'checker-b',
];

const FIELD = ['worklist', 'cases', 'projects', 'households', 'reports'];
const BANK = ['worklist', 'cases', 'projects', 'payments', 'reports'];
const OVERSIGHT = ['worklist', 'cases', 'projects', 'payments', 'funding', 'reports'];
/** Of what decides they read the sessions alone. */
const SUPERVISING = ['worklist', 'cases', 'projects', 'payments', 'sessions', 'funding', 'reports'];
const DECIDING = ['worklist', 'cases', 'projects', 'payments', 'decisions', 'funding', 'reports'];
const MENUS: Record<string, string[]> = {
  station: FIELD,
  township: FIELD,
  county: ['worklist', 'cases', 'projects', 'households', 'payments', 'funding', 'reports', 'instructions'],
  office: [...OVERSIGHT, 'instructions', 'programmes'],
  leader: [...OVERSIGHT, 'instructions'],
  regulator: SUPERVISING,
  auditor: ['worklist', 'cases', 'projects', 'households', 'payments', 'sessions', 'funding', 'reports', 'admin'],
  lead: DECIDING,
  manager: OVERSIGHT,
  legal: BANK,
  approver: DECIDING,
  clerk: BANK,
  checker: ['worklist', 'cases', 'projects', 'payments', 'funding', 'reports'],
  admin: ['worklist', 'programmes', 'admin'],
  secadmin: ['worklist', 'admin'],
  auditadmin: ['worklist', 'admin'],
};
/** Where a word that several pages share leads. */
const PARTS: Record<string, string[]> = {
  decisions: ['sessions', 'special-items', 'authority'],
  funding: ['quotas', 'risk-funds', 'subsidies', 'ledger'],
  reports: ['reports', 'indicators', 'targets', 'periods', 'bulletins'],
};

/** The first id that a link of this kind on the page leads to. */
async function linkedId(page: Page, selector: string): Promise<string> {
  const href = await page.locator(selector).first().getAttribute('href');
  const id = href?.match(/[0-9a-f-]{36}$/)?.[0];
  if (!id) throw new Error(`no id behind ${selector}`);
  return id;
}

/** Some at once, as a browser asks: one session holds a share of the places and no more. */
async function inHandfuls<T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += 8) await Promise.all(all.slice(from, from + 8).map(ask));
}

test('the second county and the second bank reach nothing of the first by any address', async ({ as }) => {
  test.setTimeout(300_000);
  const checker = await as('checker');
  const caseId = await findCase(checker, CASE);
  await checker.goto(`/cases/${caseId}?tab=money`);
  const paymentId = await linkedId(checker, `main a[href*="/cases/${caseId}/payments/"]`);
  const county = await as('county');
  await county.goto(`/cases/${caseId}?tab=documents`);
  const documentId = await linkedId(county, `main a[href*="/cases/${caseId}/documents/"]`);
  await county.goto('/households');
  const householdId = await linkedId(county, 'main table a[href^="/households/"]');
  await county.goto('/entities');
  const entityId = await linkedId(county, 'main table a[href^="/entities/"]');
  await county.goto('/projects/import');
  await county.getByLabel(say('projects.upload.file')).setInputFiles(TABLE);
  await county.getByRole('button', { name: say('projects.upload.send') }).click();
  await county.waitForURL(/\/projects\/import\/[0-9a-f-]{36}/);
  const batchId = new URL(county.url()).pathname.slice(-36);

  const addresses = [
    `/cases/${caseId}`,
    `/cases/${caseId}/documents`,
    `/cases/${caseId}/documents/${documentId}`,
    `/cases/${caseId}/decision`,
    `/cases/${caseId}/contract`,
    `/cases/${caseId}/due-diligence`,
    `/cases/${caseId}/correction`,
    `/cases/${caseId}/print`,
    `/cases/${caseId}/receipts/acceptance`,
    `/cases/${caseId}/receipts/payments/${paymentId}`,
    `/cases/${caseId}/consultation`,
    `/cases/${caseId}/payments`,
    `/cases/${caseId}/payments/${paymentId}`,
    `/cases/${caseId}/follow-up`,
    `/cases/${caseId}/transition/return`,
    `/payments/${paymentId}`,
    `/households/${householdId}`,
    `/entities/${entityId}`,
    `/projects/import/${batchId}`,
    `/api/files/${documentId}`,
    `/api/files/${documentId}?download`,
    `/api/imports/${batchId}/errors`,
    `/api/templates/${caseId}/APPLICATION_FORM`,
  ];
  // The addresses are right: their own people open them.
  for (const address of [`/cases/${caseId}`, `/api/files/${documentId}`, `/projects/import/${batchId}`])
    expect((await county.request.get(address)).status(), address).toBe(200);

  for (const username of STRANGERS)
    await test.step(username, async () => {
      const page = await as(username);
      const refused = async (address: string) => {
        const answer = await page.request.get(address);
        expect.soft(answer.status(), `${username} ${address}`).toBe(404);
        expect.soft(await answer.text(), `${username} ${address}`).not.toContain('示例农户丙');
      };
      await inHandfuls(addresses, refused);
      const lists = [
        '/worklist',
        '/cases',
        `/cases?q=${encodeURIComponent('示例农户丙')}`,
        '/payments',
        '/households',
        '/entities',
      ];
      const unnamed = async (list: string) => {
        const text = await (await page.request.get(list)).text();
        for (const name of [`${CASE}<`, caseId, householdId, entityId])
          expect.soft(text.includes(name), `${username} ${list} ${name}`).toBe(false);
      };
      await inHandfuls(lists, unnamed);
    });
});

test('each role has its menu and nothing beside it', async ({ as }) => {
  test.setTimeout(240_000);
  const words = ['cases', 'projects', 'households', 'payments', 'decisions', 'funding', 'reports', 'admin'];
  for (const [username, menu] of Object.entries(MENUS)) {
    const page = await as(username);
    await page.goto('/worklist');
    const links = page.getByRole('navigation', { name: say('shell.mainMenu') }).getByRole('link');
    await expect(links).toHaveText(menu.map((word) => say(`shell.${word}`)));
    const closed = async (word: string) =>
      expect.soft((await page.request.get(`/${word}`)).status(), `${username} /${word}`).toBe(404);
    const opened = menu.flatMap((word) => PARTS[word] ?? [word]);
    const others = words.flatMap((word) => PARTS[word] ?? [word]).filter((word) => !opened.includes(word));
    await inHandfuls(others, closed);
  }
});

test('without a session every page leads to the sign-in, and every interface says no', async ({ request, baseURL }) => {
  test.setTimeout(180_000);
  const paths = portalPaths();
  expect(paths.length).toBeGreaterThan(30);
  const leadsAway = async (address: string) => {
    const answer = await request.get(address, { maxRedirects: 0 });
    expect.soft(answer.status(), address).toBe(307);
    expect.soft(answer.headers().location, address).toMatch(/^\/sign-in\?from=/);
  };
  await inHandfuls(paths, leadsAway);
  const id = '019a0000-0000-7000-8000-000000000000';
  for (const address of [
    `/api/files/${id}`,
    `/api/generated-documents/${id}`,
    `/api/imports/${id}/errors`,
    `/api/templates/${id}/APPLICATION_FORM`,
  ])
    expect.soft((await request.get(address)).status(), address).toBe(401);
  const headers = { origin: new URL(baseURL ?? '').origin, accept: 'application/json' };
  for (const address of ['/api/drafts', '/api/field']) {
    expect.soft((await request.post(address, { headers, data: {} })).status(), address).toBe(401);
    const foreign = { ...headers, origin: 'https://example.com' };
    expect.soft((await request.post(address, { headers: foreign, data: {} })).status(), address).toBe(403);
  }
  for (const address of ['/api/files', '/api/imports']) {
    expect.soft((await request.post(address, { headers, multipart: { caseId: id } })).status(), address).toBe(401);
    // A form of another site comes without the right origin, session or not.
    const foreign = { ...headers, origin: 'https://example.com' };
    expect.soft((await request.post(address, { headers: foreign, multipart: { caseId: id } })).status()).toBe(403);
  }
});

test('an action posted by hand without session, role or scope changes nothing', async ({ as, browser, baseURL }) => {
  test.setTimeout(180_000);
  const station = await as('station');
  const id = await registerHousehold(station, `示例手工提交${randomInt(1e6)}`);
  await upload(station, id, '融资申请书');

  // What the browser would send is kept and not sent.
  await station.goto(`/cases/${id}/transition/submit`);
  const sent = station.waitForRequest((request) => request.method() === 'POST');
  await station.route('**/transition/submit', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await station.getByRole('button', { name: say('cases.confirm', { verb: say('cases.verbs.submit') }) }).click();
  const original = await sent;
  const headers = await original.allHeaders();
  const origin = new URL(baseURL ?? '').origin;
  const replay = (page: Page) =>
    page.request.post(original.url(), {
      headers: {
        'next-action': headers['next-action'] ?? '',
        'content-type': headers['content-type'] ?? '',
        origin,
        accept: 'text/x-component',
      },
      data: original.postDataBuffer() ?? Buffer.alloc(0),
    });

  const nobody = await (await browser.newContext({ ...(baseURL ? { baseURL } : {}) })).newPage();
  for (const page of [nobody, await as('leader'), await as('auditor'), await as('county-b'), await as('lead-b')]) {
    await replay(page);
    await expectStage(await as('county'), id, 'CONSULTATION');
  }
  await nobody.context().close();
  // The very same request of the person who may do it goes through.
  await replay(station);
  await expectStage(await as('county'), id, 'ACCEPTANCE');
});
