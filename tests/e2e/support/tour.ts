import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './portal';
import { findCase } from './seeded';
import { say } from './words';

const TABLE = path.resolve(import.meta.dirname, '../../fixtures/fund-tables/beita-2020-first-batch.xlsx');
const TABS = [
  'basic',
  'due-diligence',
  'decision',
  'contract',
  'money',
  'documents',
  'follow-up',
  'timeline',
  'history',
  'comments',
];

type As = (username: string) => Promise<Page>;
/** An address with somebody who works there. */
export type Stop = { username: string; address: string };

/** Where the first link of this kind on the page leads. */
async function linked(page: Page, address: string, selector: string): Promise<string> {
  await page.goto(address);
  const link = page.locator(selector).first();
  await expect(link).toBeAttached();
  return (await link.getAttribute('href')) ?? '';
}

const idOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);

/** Every page of the portal once, each with the person whose work it is, on the seeded cases that stand there. */
export async function planTour(as: As): Promise<Stop[]> {
  const stops: Stop[] = [];
  const add = (username: string, ...addresses: string[]) =>
    stops.push(...addresses.map((address) => ({ username, address })));
  const caseOf = async (username: string, title: string) => `/cases/${await findCase(await as(username), title)}`;

  const views = ['handed-on', 'done', 'started', 'copied', 'drafts'];
  add('lead', '/worklist', ...views.map((view) => `/worklist?view=${view}`), '/notices', '/notices?view=all');
  add('lead', '/worklist/copy', '/cases', '/cases?q=%E6%B2%A1%E6%9C%89', '/profile', '/nowhere');

  const repaying = await caseOf('manager', '示例周集合作社辣椒种植');
  add('manager', ...TABS.map((tab) => `${repaying}?tab=${tab}`));
  add('manager', `${repaying}/print`, `${repaying}/receipts/acceptance`, '/progress');
  add('manager', await linked(await as('manager'), `${repaying}?tab=money`, 'main a[href*="/receipts/payments/"]'));
  add('manager', `${repaying}/follow-up`, `${repaying}/follow-up/repayment`, `${repaying}/follow-up/findings/new`);
  add('manager', await linked(await as('manager'), `${repaying}/follow-up`, 'main a[href*="/follow-up/reports/"]'));

  const accepting = await caseOf('lead', '示例松岭家庭农场果园滴灌');
  add('lead', ...['accept', 'return', 'requestSupplement', 'decline'].map((verb) => `${accepting}/transition/${verb}`));
  add('lead', `/worklist/copy?case=${accepting.slice(-36)}`);
  add('county', `${accepting}/correction`, `${accepting}/documents`);
  add('county', await linked(await as('county'), `${accepting}/documents`, 'main a[href*="/documents/"]'));
  add('station', `${await caseOf('station', '示例农户甲肉羊养殖')}/consultation`);

  const investigating = await caseOf('manager', '示例河湾中药材合作社标准化种植基地');
  add('manager', ...['', '/visit', '/report'].map((page) => `${investigating}/due-diligence${page}`));
  add('lead', `${await caseOf('lead', '示例大周面业有限公司小麦精深加工')}/due-diligence/assign`);

  add('lead', '/profile/phrases', '/help', '/help/roles', '/help/shortcuts');
  const deciding = await caseOf('approver', '示例石桥养蜂合作社蜂产品加工');
  add('approver', deciding, `${deciding}/decision`);
  add('manager', `${await caseOf('manager', '示例杜庄家庭农场设施农业')}/contract`);
  add('legal', `${await caseOf('legal', '示例贺村合作社冷库建设')}/contract`);

  const payable = await caseOf('clerk', '示例三道河合作社扶贫车间设备');
  add('clerk', `${payable}/payments`);
  const releasable = await caseOf('checker', '示例农户丙肉牛养殖');
  add('checker', await linked(await as('checker'), `${releasable}/payments`, 'main a[href*="/payments/"]'));
  add('checker', '/payments', await linked(await as('checker'), '/payments', 'main a[href^="/payments/"]'));

  add('hq', '/quotas', '/quotas/new', await linked(await as('hq'), '/quotas', 'main table a[href^="/quotas/"]'));
  const station = await as('station');
  await station.goto('/cases/new');
  for (const kind of ['HOUSEHOLD', 'COOPERATIVE']) {
    await station.goto('/cases/new');
    await station
      .getByLabel(say('consultations.start.kind'))
      .selectOption({ label: say(`cases.applicantKinds.${kind}`) });
    await station.getByRole('button', { name: say('consultations.continue') }).click();
    await station.waitForURL(/\/cases\/new\/[0-9a-f-]{36}$/);
    const { pathname } = new URL(station.url());
    const parts = ['applicant', 'request', 'eligibility', 'recommender', 'payee', 'branch', 'check'];
    add('station', pathname, ...parts.map((part) => `${pathname}/${part}`));
  }
  add(
    'station',
    '/cases/new',
    '/worklist?view=drafts',
    '/field',
    '/households',
    await linked(station, '/households', 'main table a[href^="/households/"]'),
  );

  const county = await as('county');
  add('county', '/entities', await linked(county, '/entities', 'main table a[href^="/entities/"]'));
  add('county', '/back-entries', '/back-entries/new', '/back-entries/sheets');
  await county.goto('/projects/import');
  await county.getByLabel(say('projects.upload.file')).setInputFiles(TABLE);
  await county.getByRole('button', { name: say('projects.upload.send') }).click();
  await county.waitForURL(/\/projects\/import\/[0-9a-f-]{36}/);
  const preview = new URL(county.url()).pathname;
  add('county', '/projects', '/projects/plans', '/projects/import', preview, `${preview}?view=all`);

  add('county', '/cases?idle=7&sort=-amount&size=20', '/payments', '/exports');
  add('leader', '/reports', '/reports?asOf=2017-08-15');
  add('admin', '/admin/organisations', '/admin/regions', '/admin/authority', '/admin/calendar', '/admin/programmes');
  add('admin', await linked(await as('admin'), '/admin/programmes', 'main a[href^="/admin/programmes/"]'));
  add(
    'secadmin',
    '/admin/users',
    await linked(await as('secadmin'), '/admin/users', 'main table a[href^="/admin/users/"]'),
  );
  add('admin', ...['organisations', 'regions', 'authority'].map((part) => `/admin/${part}/new`));
  add('admin', ...['organisations', 'regions', 'authority'].map((part) => `/admin/sheets/${part}`));
  const admin = await as('admin');
  add('admin', await linked(admin, '/admin/organisations', 'main table a[href^="/admin/organisations/"]'));
  add('admin', await linked(admin, '/admin/authority', 'main table a[href^="/admin/authority/"]'));
  const account = await linked(await as('secadmin'), '/admin/users', 'main table a[href^="/admin/users/"]');
  add('secadmin', '/admin/users/new', '/admin/sheets/users', `${account}/edit`);
  add('auditadmin', '/admin/events');
  add(
    'leader',
    '/instructions',
    '/reports/stuck?days=5',
    '/reports/brief',
    `/instructions/new?case=${idOf(investigating)}`,
  );
  add('office', '/instructions?view=issued', '/meetings', '/meetings/new');
  add('lead', '/hand-overs', '/hand-overs/new');

  return stops;
}
