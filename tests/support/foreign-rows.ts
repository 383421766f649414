import type pg from 'pg';

/** A field of a form, or a segment of an address, and the table whose row it names; a feature may mean another. */
const TABLE_OF: Record<string, string> = {
  caseId: 'case_record',
  caseIds: 'case_record',
  'case[]': 'case_record',
  paymentId: 'payment',
  documentId: 'document',
  householdId: 'household',
  householdIds: 'household',
  personId: 'person',
  conditionId: 'condition',
  trancheId: 'tranche',
  correctionId: 'correction',
  commentId: 'comment',
  reportId: 'follow_up_report',
  'periods.reportId': 'period_report',
  findingId: 'finding',
  agreementId: 'linkage_agreement',
  linkedHouseholdId: 'linked_household',
  requestId: 'opinion_request',
  objectionId: 'objection',
  noticeId: 'notice',
  'public-notices.noticeId': 'public_notice',
  batchId: 'import_batch',
  importId: 'bulk_import',
  projectId: 'project',
  scanId: 'back_entry_scan',
  'back-entries.id': 'back_entry',
  registrationId: 'draft',
  sheetId: 'sheet_import',
  exportId: 'export',
  approvalId: 'export_approval',
  fundId: 'risk_fund',
  claimId: 'fund_claim',
  subsidyId: 'subsidy',
  lineId: 'purchase_line',
  'bank-returns.lineId': 'bank_return_line',
  sessionId: 'decision_session',
  'identity.sessionId': 'auth_session',
  itemId: 'session_item',
  specialItemId: 'special_item',
  raiseId: 'authority_raise',
  quotaId: 'quota',
  fromQuotaId: 'quota',
  toQuotaId: 'quota',
  transferId: 'quota_transfer',
  instructionId: 'instruction',
  meetingId: 'meeting',
  bulletinId: 'bulletin',
  targetId: 'target',
  screenId: 'screen',
  viewId: 'saved_view',
  phraseId: 'phrase',
  standInId: 'stand_in',
  dueId: 'retention_due',
  erasureId: 'erasure',
  dataRequestId: 'data_request',
  holdId: 'legal_hold',
  operatingEntityId: 'operating_entity',
};

/** Fields that name a person or something of the whole platform: no county has them, so both tries get the same. */
const OF_THE_PLATFORM = [
  'userId',
  'tokenId',
  'organisationId',
  'programmeId',
  'postingId',
  'authorityId',
  'branchId',
  'managerAId',
  'managerBId',
  'mentions[]',
  'fromId',
  'toId',
  'addresseeId',
  'programme',
  'basedOn',
  'definitionId',
  'policyId',
  'answererId',
  'financierId',
  'programme[]',
  'chairId',
  'member[]',
  'absentId',
  'person[]',
];

/** The table that a field of a feature's form names; null where it is of no county; undefined for a field nobody decided on. */
export function tableOf(feature: string, field: string): string | null | undefined {
  if (OF_THE_PLATFORM.includes(field)) return null;
  if (feature === 'stand-ins' && field === 'standInId') return 'stand_in';
  return TABLE_OF[`${feature}.${field}`] ?? TABLE_OF[field];
}

export const TABLES = [...new Set(Object.values(TABLE_OF))];

/** The first row of each table that a field may name; tables without a row are missing. */
export async function firstRows(client: pg.Client): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (const table of TABLES) {
    const { rows: found } = await client.query<{ id: string }>(`SELECT id::text FROM ${table} ORDER BY id LIMIT 1`);
    if (found[0]) rows.set(table, found[0].id);
  }
  return rows;
}

/** Every row that is there, by table and id, as one hash each: to see that a stranger changed none of them. */
export async function hashesOf(client: pg.Client): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of TABLES) {
    const { rows } = await client.query<{ id: string; hash: string }>(
      `SELECT id::text, md5(t::text) AS hash FROM ${table} t`,
    );
    for (const { id, hash } of rows) hashes.set(`${table} ${id}`, hash);
  }
  return hashes;
}
