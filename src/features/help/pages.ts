/**
 * Every page of the portal by its folder under src/app/(portal). A new page adds its line here and its words in both
 * `help.json` files, under `pages` and the key that `helpKey` makes; a test finds the one that was forgotten.
 */
export const PAGES = [
  '/admin',
  '/admin/authority',
  '/admin/authority/[id]',
  '/admin/authority/new',
  '/admin/calendar',
  '/admin/events',
  '/admin/organisations',
  '/admin/organisations/[id]',
  '/admin/organisations/new',
  '/admin/programmes',
  '/admin/programmes/[id]',
  '/admin/regions',
  '/admin/regions/new',
  '/admin/sheets/[section]',
  '/admin/sheets/[section]/[id]',
  '/admin/users',
  '/admin/users/[id]',
  '/admin/users/[id]/edit',
  '/admin/users/new',
  '/back-entries',
  '/back-entries/[id]',
  '/back-entries/new',
  '/back-entries/sheets',
  '/back-entries/sheets/[id]',
  '/cases',
  '/cases/[id]',
  '/cases/[id]/consultation',
  '/cases/[id]/contract',
  '/cases/[id]/correction',
  '/cases/[id]/decision',
  '/cases/[id]/documents',
  '/cases/[id]/documents/[documentId]',
  '/cases/[id]/due-diligence',
  '/cases/[id]/due-diligence/assign',
  '/cases/[id]/due-diligence/report',
  '/cases/[id]/due-diligence/visit',
  '/cases/[id]/follow-up',
  '/cases/[id]/follow-up/findings/[findingId]',
  '/cases/[id]/follow-up/findings/new',
  '/cases/[id]/follow-up/repayment',
  '/cases/[id]/follow-up/reports/[reportId]',
  '/cases/[id]/payments',
  '/cases/[id]/payments/[paymentId]',
  '/cases/[id]/payments/new',
  '/cases/[id]/print',
  '/cases/[id]/receipts/acceptance',
  '/cases/[id]/receipts/payments/[paymentId]',
  '/cases/[id]/transition/[verb]',
  '/cases/new',
  '/cases/new/[registration]',
  '/cases/new/[registration]/[part]',
  '/cases/new/[registration]/check',
  '/entities',
  '/entities/[id]',
  '/exports',
  '/hand-overs',
  '/hand-overs/[id]',
  '/hand-overs/new',
  '/help',
  '/help/roles',
  '/help/shortcuts',
  '/households',
  '/households/[id]',
  '/instructions',
  '/instructions/[id]',
  '/instructions/new',
  '/meetings',
  '/meetings/[id]',
  '/meetings/[id]/minutes',
  '/meetings/new',
  '/notices',
  '/payments',
  '/payments/[id]',
  '/profile',
  '/profile/phrases',
  '/projects',
  '/projects/[id]',
  '/projects/import',
  '/projects/import/[id]',
  '/projects/plans',
  '/projects/plans/[id]',
  '/quotas',
  '/quotas/[id]',
  '/quotas/new',
  '/reports',
  '/reports/brief',
  '/reports/stuck',
  '/risk-funds',
  '/risk-funds/[id]',
  '/worklist',
  '/worklist/copy',
] as const;

export type HelpPage = (typeof PAGES)[number];

/** The key of a page's words: `/cases/[id]/decision` is `cases_id_decision`. */
export function helpKey(page: HelpPage): string {
  return page.slice(1).replaceAll(/[[\]]/g, '').replaceAll('/', '_');
}

/** The page that an address shows; a fixed word wins over an id. Null for an address that is no page of the portal. */
export function pageAt(pathname: string): HelpPage | null {
  const parts = pathname.split('/').filter(Boolean);
  const fits = (page: HelpPage) => {
    const pattern = page.slice(1).split('/');
    return (
      pattern.length === parts.length &&
      pattern.every((part, index) => part === parts[index] || (part.startsWith('[') && part.endsWith(']')))
    );
  };
  const wildcards = (page: HelpPage) => page.split('[').length;
  const [found] = PAGES.filter(fits).sort((left, right) => wildcards(left) - wildcards(right));
  return found ?? null;
}
