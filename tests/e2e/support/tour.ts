import type { HelpPage } from '../../../src/features/help/pages';

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

/** An address with somebody who works there. */
export type Stop = { username: string; address: string };

/** Pages outside the tour, each with the reason. */
export const NOT_TOURED: Record<string, string> = {
  '/': 'leads each person to where their work waits',
  '/admin': 'leads to the first part that the person may open',
  '/second-factor': 'there only for whoever owes a second factor; checker-shows-a-second-factor.spec.ts looks at it',
  '/setup': 'there only while nobody can sign in; `npm run screens -- setup` on an empty database draws it',
  '/bank-returns/[id]': 'the preview of a table, as /back-entries/sheets/[id], with other columns',
  '/dev/ui': 'the gallery of components, shut in production',
  '/dev/sign-in': 'the gallery of components, shut in production',
};

/** What make-stops.ts makes, because the demo data have none of it, with whoever looks at it. */
export const MADE = {
  '/admin/sheets/[section]/[id]': 'secadmin',
  '/authority/raises/[id]': 'hq',
  '/back-entries/[id]': 'county',
  '/back-entries/sheets/[id]': 'county',
  '/cases/[id]/follow-up/findings/[findingId]': 'manager',
  '/cases/[id]/payments/new': 'clerk',
  '/exports/approvals/[id]': 'county',
  '/hand-overs/[id]': 'lead',
  '/instructions/[id]': 'county',
  '/meetings/[id]': 'office',
  '/meetings/[id]/minutes': 'office',
  '/programmes/[id]/edit': 'admin',
  '/programmes/[id]/edit/[section]': 'admin',
  '/projects/[id]': 'county',
  '/projects/plans/[id]': 'county',
  '/sessions/[id]': 'hq',
  '/sessions/[id]/edit': 'hq',
  '/sessions/[id]/minutes': 'hq',
  '/special-items/[id]': 'hq',
} as const satisfies Partial<Record<HelpPage, string>>;
export type Made = { addresses: Record<keyof typeof MADE, string>; newcomer: { username: string; password: string } };

/** How the tour finds the addresses that hold an id; in a browser by tour-finder.ts. */
export type Finder = {
  /** `/cases/<id>` of the case with this title. */
  caseOf: (username: string, title: string) => Promise<string>;
  /** Where the first link to this page leads from the address. */
  linked: (username: string, from: string, page: HelpPage | '/public-notices/[id]') => Promise<string>;
  /** `/cases/new/<id>`, begun for an applicant of this kind. */
  registrationOf: (username: string, kind: 'HOUSEHOLD' | 'COOPERATIVE') => Promise<string>;
  /** `/projects/import/<id>` of a table that was sent. */
  importedBy: (username: string) => Promise<string>;
  made: (ids: { repaying: string; investigating: string; payable: string }) => Promise<Made>;
};

const idOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);

/** Every page of the portal once, each with the person whose work it is, on the seeded cases that stand there. */
export async function planStops({ caseOf, linked, registrationOf, importedBy, made }: Finder): Promise<Stop[]> {
  const stops: Stop[] = [];
  const add = (username: string, ...addresses: string[]) =>
    stops.push(...addresses.map((address) => ({ username, address })));

  const views = ['handed-on', 'done', 'started', 'copied', 'drafts'];
  add('lead', '/worklist', ...views.map((view) => `/worklist?view=${view}`), '/notices', '/notices?view=all');
  add(
    'lead',
    '/worklist/copy',
    '/cases',
    '/cases?q=%E6%B2%A1%E6%9C%89',
    '/profile',
    '/nowhere',
    '/profile/second-factor',
  );

  const repaying = await caseOf('manager', '示例周集合作社辣椒种植');
  add('manager', ...TABS.map((tab) => `${repaying}?tab=${tab}`));
  add('manager', `${repaying}/print`, `${repaying}/approval-form`, `${repaying}/receipts/acceptance`);
  add('nobody', '/progress');
  add('manager', await linked('manager', `${repaying}?tab=money`, '/cases/[id]/receipts/payments/[paymentId]'));
  add('manager', `${repaying}/follow-up`, `${repaying}/follow-up/repayment`, `${repaying}/follow-up/findings/new`);
  add('manager', await linked('manager', `${repaying}/follow-up`, '/cases/[id]/follow-up/reports/[reportId]'));

  const accepting = await caseOf('lead', '示例松岭家庭农场果园滴灌');
  add('lead', ...['accept', 'return', 'requestSupplement', 'decline'].map((verb) => `${accepting}/transition/${verb}`));
  add('lead', `/worklist/copy?case=${accepting.slice(-36)}`);
  add('county', `${accepting}/correction`, `${accepting}/documents`);
  add('county', await linked('county', `${accepting}/documents`, '/cases/[id]/documents/[documentId]'));
  add('station', `${await caseOf('station', '示例农户甲肉羊养殖')}/consultation`);

  const investigating = await caseOf('manager', '示例河湾中药材合作社标准化种植基地');
  add('manager', ...['', '/visit', '/report'].map((page) => `${investigating}/due-diligence${page}`));
  add('lead', `${await caseOf('lead', '示例大周面业有限公司小麦精深加工')}/due-diligence/assign`);

  add('lead', '/profile/phrases', '/help', '/help/roles', '/help/shortcuts');
  const deciding = await caseOf('approver', '示例石桥养蜂合作社蜂产品加工');
  add('approver', deciding, `${deciding}/decision`, `${deciding}/transfer`, `${deciding}/opinions/new`);
  add('manager', `${await caseOf('manager', '示例杜庄家庭农场设施农业')}/contract`);
  add('legal', `${await caseOf('legal', '示例贺村合作社冷库建设')}/contract`);

  const payable = await caseOf('clerk', '示例三道河合作社扶贫车间设备');
  add('clerk', `${payable}/payments`);
  const releasable = await caseOf('checker', '示例农户丙肉牛养殖');
  add('checker', await linked('checker', `${releasable}/payments`, '/cases/[id]/payments/[paymentId]'));
  add('checker', '/bank-returns', '/payments', await linked('checker', '/payments', '/payments/[id]'));

  add('county', '/risk-funds', await linked('county', '/risk-funds', '/risk-funds/[id]'));
  add('county', '/subsidies', '/ledger', '/ledger/PRINCIPAL');
  add('fin-approver', await linked('county', '/subsidies', '/subsidies/[id]'));
  add('hq', '/quotas', '/quotas/new', await linked('hq', '/quotas', '/quotas/[id]'));
  const checked = await caseOf('county', '示例大周村扶贫车间');
  add('county', ...['public-notice', 'linkage', 'completion'].map((page) => `${checked}/${page}`));
  add('county', `${checked}?tab=money`, '/public-notices', '/public-notices/objection');
  add('county', await linked('county', '/public-notices', '/public-notices/[id]'));

  for (const kind of ['HOUSEHOLD', 'COOPERATIVE'] as const) {
    const registration = await registrationOf('station', kind);
    const parts = ['applicant', 'request', 'eligibility', 'recommender', 'payee', 'branch', 'check'];
    add('station', registration, ...parts.map((part) => `${registration}/${part}`));
  }
  add(
    'station',
    '/cases/new',
    '/worklist?view=drafts',
    '/worklist?q=zz',
    '/field',
    '/households',
    await linked('station', '/households', '/households/[id]'),
    '/exports/ask?list=households&full=1',
  );

  add('county', '/entities', await linked('county', '/entities', '/entities/[id]'));
  add('county', '/back-entries', '/back-entries/new', '/back-entries/sheets');
  const preview = await importedBy('county');
  add(
    'county',
    '/projects',
    '/projects/plans',
    '/projects/import',
    '/projects/import/bulk',
    preview,
    `${preview}?view=all`,
  );

  add('county', '/cases?idle=7&sort=-amount&size=20', '/payments', '/exports');
  add('leader', '/reports', '/reports?asOf=2017-08-15', '/reports/stages', '/reports/portfolio', '/reports/funds');
  add('leader', '/reports/rankings', '/reports/rankings?of=FINANCIERS&by=OVERDUE_RATE');
  add('county', '/reports/portfolio', '/reports/rankings?of=RECOMMENDERS');
  add('leader', '/reports/today', '/screen', '/screens');
  add('county', '/periods', await linked('county', '/periods', '/periods/[place]/[period]'));
  add('nobody', '/screen/enter');
  const target = await linked('office', '/targets', '/targets/[id]');
  add('office', '/indicators', '/indicators/new', '/indicators/OVERDUE_RATE', '/indicators/OVERDUE_RATE/edit');
  add('office', '/targets', '/targets/new', target, `${target}/split`);
  const draft = await linked('county', '/bulletins', '/bulletins/[id]');
  add('county', '/bulletins', '/bulletins/new', draft, `${draft}/edit`);
  add('admin', '/admin/organisations', '/admin/regions', '/admin/authority', '/admin/calendar');
  const programme = await linked('admin', '/programmes', '/programmes/[id]');
  add('admin', '/programmes', '/programmes/new', programme, `${programme}/compare`);
  add('county', '/programmes', programme, '/policy-values');
  add('admin', '/policy-values', '/policy-values/new');
  add('admin', await linked('admin', '/policy-values', '/policy-values/[id]'));
  add('county', `${await caseOf('county', '示例CP合作社28苹果采购')}/purchases`);
  add('secadmin', '/admin/users', await linked('secadmin', '/admin/users', '/admin/users/[id]'));
  add('admin', ...['organisations', 'regions', 'authority'].map((part) => `/admin/${part}/new`));
  add('admin', ...['organisations', 'regions', 'authority'].map((part) => `/admin/sheets/${part}`));
  add('admin', await linked('admin', '/admin/organisations', '/admin/organisations/[id]'));
  add('admin', await linked('admin', '/admin/authority', '/admin/authority/[id]'));
  const account = await linked('secadmin', '/admin/users', '/admin/users/[id]');
  add('county', '/admin/retention');
  add('secadmin', '/admin/tokens', '/admin/sign-in-rules', '/admin/looks');
  add('secadmin', '/admin/users/new', '/admin/sheets/users', `${account}/edit`);
  add('auditadmin', '/admin/events', '/admin/seals');
  add(
    'leader',
    '/instructions',
    '/reports/behind?measure=ACCEPTED',
    '/reports/stuck?days=5',
    '/reports/brief',
    `/instructions/new?case=${idOf(investigating)}`,
  );
  add('office', '/instructions?view=issued', '/meetings', '/meetings/new');
  add('lead', '/hand-overs', '/hand-overs/new', '/stand-ins');
  add('hq', '/sessions', '/sessions/new', '/special-items', '/special-items/new');
  add('hq', '/authority', '/authority/raises/new', '/authority/postings/new');

  const ids = { repaying: idOf(repaying), investigating: idOf(investigating), payable: idOf(payable) };
  const { addresses, newcomer } = await made(ids);
  for (const [page, address] of Object.entries(addresses)) add(MADE[page as keyof typeof MADE], address);
  add(newcomer.username, '/change-password');
  add('nobody', '/sign-in');

  return stops;
}
