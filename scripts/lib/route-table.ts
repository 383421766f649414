import { readdirSync } from 'node:fs';
import path from 'node:path';

export type Route = { file: string; address: string; params: string[]; kind: 'page' | 'api' };

/** Every page and route handler of src/app by its address, parameters in brackets; what stands in round brackets is no part of it. */
export function routeTable(): Route[] {
  return readdirSync('src/app', { recursive: true, encoding: 'utf8' })
    .filter((file) => ['page.tsx', 'route.ts'].includes(path.basename(file)))
    .map((file) => {
      const address = `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/^\/\.$/, '/');
      const params = [...address.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] as string);
      return { file, address, params, kind: file.endsWith('page.tsx') ? ('page' as const) : ('api' as const) };
    })
    .sort((left, right) => (left.address < right.address ? -1 : 1));
}

/**
 * The table whose row a parameter of an address names, by the beginning of the address; `=word`: always this word; null:
 * of no county (programmes, accounts, units), so that everybody gets the same.
 */
const PARAMETERS: [string, string | null][] = [
  ['/cases/[id]/documents/[documentId]', 'document'],
  ['/cases/[id]/follow-up/findings/[findingId]', 'finding'],
  ['/cases/[id]/follow-up/reports/[reportId]', 'follow_up_report'],
  ['/cases/[id]/payments/[paymentId]', 'payment'],
  ['/cases/[id]/receipts/payments/[paymentId]', 'payment'],
  ['/cases/[id]/transition/[verb]', '=return'],
  ['/cases/[id]', 'case_record'],
  ['/cases/new/[registration]/[part]', '=applicant'],
  ['/cases/new/[registration]', 'draft'],
  ['/payments/[id]', 'payment'],
  ['/households/[id]', 'household'],
  ['/entities/[id]', 'operating_entity'],
  ['/projects/import/[id]', 'import_batch'],
  ['/projects/plans/[id]', 'fund_plan'],
  ['/projects/[id]', 'project'],
  ['/back-entries/sheets/[id]', 'sheet_import'],
  ['/back-entries/[id]', 'back_entry'],
  ['/bulletins/[id]', null],
  ['/hand-overs/[id]', null],
  ['/instructions/[id]', 'instruction'],
  ['/meetings/[id]', 'meeting'],
  ['/quotas/[id]', 'quota'],
  ['/risk-funds/[id]', 'risk_fund'],
  ['/sessions/[id]', 'decision_session'],
  ['/special-items/[id]', 'special_item'],
  ['/subsidies/[id]', 'subsidy'],
  ['/targets/[id]', null],
  ['/authority/raises/[id]', 'authority_raise'],
  ['/exports/approvals/[id]', 'export_approval'],
  ['/periods/[place]/[period]', '=2026-01'],
  ['/periods/[place]', null],
  ['/public-notices/[id]', null],
  ['/indicators/[code]', null],
  ['/programmes/[id]/edit/[section]', '=names'],
  ['/programmes/[id]', null],
  ['/policy-values/[id]', null],
  ['/admin/sheets/[section]/[id]', null],
  ['/admin/sheets/[section]', '=accounts'],
  ['/admin/', null],
  ['/api/auth/[...nextauth]', '=session'],
  ['/api/back-entries/scans/[scanId]', 'back_entry_scan'],
  ['/api/bulletins/[id]', null],
  ['/api/exports/[id]', 'export'],
  ['/api/files/[documentId]', 'document'],
  ['/api/generated-documents/[id]', 'generated_document'],
  ['/api/imports/[id]', 'import_batch'],
  ['/api/sheets/[kind]', '=people'],
  ['/api/templates/[caseId]/[code]', '=APPLICATION_FORM'],
  ['/api/templates/[caseId]', 'case_record'],
  ['/api/v1/cases/[reference]', '=LK-2026-000001'],
];

/** What a parameter of an address names (see PARAMETERS); undefined for one that nobody decided on. */
export function namedBy(address: string, param: string): string | null | undefined {
  const upTo = address.slice(0, address.indexOf(`[${param}]`) + param.length + 2);
  const exact = PARAMETERS.find(([beginning]) => beginning === upTo);
  if (exact) return exact[1];
  return PARAMETERS.find(([beginning]) => beginning.endsWith('/') && upTo.startsWith(beginning))?.[1];
}
