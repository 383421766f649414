import type { BackEntryIssueCode } from '@/domain/back-entry';
import { APPLICANT_KINDS, type ApplicantKind, STAGES, type Stage } from '@/domain/stage';
import { HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import { REPAYMENT_METHODS, SECURITY_KINDS } from '@/features/contracts/schema';
import { findRepeats } from '@/features/sheet-imports/checks';
import type { SheetColumn, SheetDefinition, SheetIssue, SheetRow } from '@/features/sheet-imports/definition';
import { normaliseText } from '@/lib/text';
import { type Context, today } from '@/server/command';
import type { Tx } from '@/server/db';
import { paymentName, repaymentName, type Typed } from './fields';
import { insertEntry, submitIn } from './mutations';
import { checkPaper, findSheetPlaces, type SheetPlace } from './sheet-queries';

/** Columns whose words are none of the form's: where the case belongs, and the one line each of payments and repayments. */
const FIELD_OF: Record<string, string> = {
  paidOn: paymentName(0, 'on'),
  paidAmount: paymentName(0, 'amount'),
  voucher: paymentName(0, 'voucher'),
  repaidOn: repaymentName(0, 'on'),
  repaidPrincipal: repaymentName(0, 'principal'),
  repaidInterest: repaymentName(0, 'interest'),
};
const COLUMN_OF = new Map(Object.entries(FIELD_OF).map(([column, field]) => [field, column]));
const PLACING = ['paperReference', 'programme', 'kind', 'township', 'village', 'branch', 'stage'];

const COLUMNS: readonly SheetColumn[] = [
  { code: 'paperReference', required: true },
  { code: 'programme', required: true },
  { code: 'kind', required: true, choices: { values: APPLICANT_KINDS, words: 'cases.applicantKinds' } },
  { code: 'township', required: true },
  { code: 'village' },
  { code: 'branch' },
  { code: 'stage', required: true, choices: { values: STAGES, words: 'cases.stages' } },
  { code: 'number', masked: true },
  { code: 'name' },
  { code: 'phone', masked: true },
  { code: 'householdKind', choices: { values: HOUSEHOLD_KINDS, words: 'applicants.householdKinds' } },
  { code: 'contactName' },
  { code: 'payeeName' },
  { code: 'payeeAccount', masked: true },
  { code: 'consultedOn' },
  { code: 'title' },
  { code: 'purpose' },
  { code: 'requestedAmountFen' },
  { code: 'requestedTermMonths' },
  { code: 'eligible', choices: { values: ['true', 'false'], words: 'back-entries.sheet.answers' } },
  { code: 'recommenderOrganisation' },
  { code: 'recommenderPerson' },
  { code: 'acceptedOn' },
  { code: 'recommendedOn' },
  { code: 'recommendedAmountFen' },
  { code: 'recommendedTermMonths' },
  { code: 'recommendedRateBps' },
  { code: 'approvedOn' },
  { code: 'approvedAmountFen' },
  { code: 'approvedTermMonths' },
  { code: 'approvedRateBps' },
  { code: 'approvalNote' },
  { code: 'contractNumber' },
  { code: 'signedOn' },
  { code: 'contractedAmountFen' },
  { code: 'contractedTermMonths' },
  { code: 'contractedRateBps' },
  { code: 'repaymentMethod', choices: { values: REPAYMENT_METHODS, words: 'contracts.methods' } },
  { code: 'securityKind', choices: { values: SECURITY_KINDS, words: 'contracts.securityKinds' } },
  { code: 'securityReference' },
  { code: 'linkedHouseholds' },
  { code: 'restPlannedOn' },
  { code: 'paidOn' },
  { code: 'paidAmount' },
  { code: 'voucher' },
  { code: 'repaidOn' },
  { code: 'repaidPrincipal' },
  { code: 'repaidInterest' },
  { code: 'outstandingAmountFen' },
];

/** What is only not there yet: the row becomes a draft, and is completed in its form. */
const LATER: readonly BackEntryIssueCode[] = ['MISSING', 'SCAN_MISSING'];

/**
 * 补录 by Excel: a row is a paper case. What is wrong is mended in the sheet; what is missing (the scans always, past
 * consultation) makes the row a draft of the person, and a whole row is handed to the second person at once.
 */
export const BACK_ENTRY_SHEET: SheetDefinition<undefined> = {
  kind: 'BACK_ENTRIES',
  permission: 'back-entry.write',
  home: '/back-entries?status=DRAFT',
  importPath: '/back-entries/sheets',
  words: 'back-entries.sheet',
  maxRows: 100,
  columns: COLUMNS,
  async check(tx, ctx, rows) {
    const placed = await findSheetPlaces(tx, ctx, rows);
    const checked = await Promise.all(rows.map((row, index) => issuesOf(tx, ctx, row, placed.places[index] ?? null)));
    return [
      ...placed.issues,
      ...findRepeats(
        rows.map((row) => ({ row: row.row, value: normaliseText(row.cells.paperReference ?? '') })),
        'paperReference',
        (reference) => reference || null,
      ),
      ...checked.flat(),
    ];
  },
  async write(tx, ctx, rows, { sheetId }) {
    const { places } = await findSheetPlaces(tx, ctx, rows);
    for (const [index, row] of rows.entries()) {
      const place = places[index];
      if (!place) throw new Error('a checked row has no place');
      const { id } = await insertEntry(tx, ctx, {
        ...place,
        kind: kindOf(row),
        stage: stageOf(row),
        paperReference: row.cells.paperReference ?? '',
        typed: typedOf(row),
        sheetImportId: sheetId,
      });
      await submitIn(tx, ctx, id);
    }
    return {};
  },
};

const kindOf = (row: SheetRow) => (row.cells.kind ?? '') as ApplicantKind;
const stageOf = (row: SheetRow) => (row.cells.stage ?? '') as Stage;

/** The cells of a row as the form would have them typed. */
function typedOf({ cells }: SheetRow): Typed {
  return Object.fromEntries(
    Object.entries(cells)
      .filter(([code, text]) => !PLACING.includes(code) && text.trim() !== '')
      .map(([code, text]) => [FIELD_OF[code] ?? code, text]),
  );
}

/** What is wrong with a row, beyond what is only missing. */
async function issuesOf(tx: Tx, ctx: Context, row: SheetRow, place: SheetPlace | null): Promise<SheetIssue[]> {
  const known = APPLICANT_KINDS.includes(kindOf(row)) && STAGES.includes(stageOf(row));
  if (!place || !known) return [];
  const problems = await checkPaper(tx, place, {
    applicantKind: kindOf(row),
    stage: stageOf(row),
    typed: typedOf(row),
    today: today(ctx),
  });
  return problems
    .filter((problem) => problem.kind === 'UNREADABLE' || !LATER.includes(problem.code))
    .map((problem) => ({
      row: row.row,
      column: COLUMN_OF.get(problem.field) ?? problem.field,
      key: problem.kind === 'UNREADABLE' ? `errors.${problem.message}` : `back-entries.issues.${problem.code}`,
      ...(problem.params ? { params: problem.params } : {}),
    }));
}
