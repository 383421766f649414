import 'server-only';
import type { RefusalValue } from '@/domain/refusal';
import { decrypt, type Sealer, sealer, sealerFor } from '@/server/crypto';
import type { Prisma, Tx } from '@/server/db';

/**
 * What was approved is sealed into the event of the approval, by a hash under a key that the database does not hold:
 * amount, term and rate, the conditions, whom to pay, and every paper that lay there. At each payment the same is read
 * anew. Who changes one of them in the database, past the portal, does not get it paid.
 */
type Approved = { amountFen: bigint | null; termMonths: number | null; rateBps: number | null };
type Payee = { PAYEE_NAME: string; PAYEE_ACCOUNT: string };
export type ApprovalSeal = {
  seal: string;
  /** the papers that lay there */
  documents: string[];
  /** how many corrections of the payee had been confirmed */
  corrections: number;
};

/** The seal of what is approved in this change, for the payload of its event; its conditions stand already. */
export async function sealApproval(tx: Tx, caseId: string, approved: Approved): Promise<ApprovalSeal> {
  const row = await readSealed(tx, caseId);
  const documents = row.documents.map(({ id }) => id);
  return {
    seal: sealOf(sealer(), row, approved, payeeOf(row), documents),
    documents,
    corrections: row.corrections.length,
  };
}

/**
 * Whether the case stands as it was approved: null, or APPROVAL_ALTERED. Corrections of the payee that a second person
 * confirmed since are followed one by one; an approval from before there were seals is compared by its terms alone.
 */
export async function checkApproval(tx: Tx, caseId: string): Promise<RefusalValue | null> {
  const altered = { code: 'APPROVAL_ALTERED' } as const;
  const row = await readSealed(tx, caseId);
  const { approvedAmountFen: amountFen, approvedTermMonths: termMonths, approvedRateBps: rateBps } = row;
  const approved = { amountFen, termMonths, rateBps };
  const event = await tx.event.findFirst({
    where: { caseId, kind: 'case.approved' },
    orderBy: { id: 'desc' },
    select: { payload: true },
  });
  if (!event) return amountFen === null ? null : altered;
  const said = event.payload as Prisma.JsonObject & Partial<ApprovalSeal>;
  for (const name of ['amountFen', 'termMonths', 'rateBps'] as const)
    if (said[name] !== undefined && String(said[name]) !== String(approved[name])) return altered;
  if (said.seal === undefined) return null;
  const payee = payeeThen(row, said.corrections ?? 0);
  const by = sealerFor(said.seal);
  return by && payee && sealOf(by, row, approved, payee, said.documents ?? []) === said.seal ? null : altered;
}

/** The papers of a case, whatever became of them since: their rows are never erased. */
export async function documentsOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.document.findMany({ where: { caseId }, orderBy: { id: 'asc' }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** What these papers are, with the hash of each file: the part of a seal that is about them. */
export async function hashesOf(tx: Tx, caseId: string, ids: readonly string[]): Promise<string> {
  return hashed(await tx.document.findMany({ where: { caseId, id: { in: [...ids] } }, ...DOCUMENTS }));
}

const DOCUMENTS = {
  orderBy: { id: 'asc' },
  select: { id: true, requirementCode: true, file: { select: { sha256: true } } },
} as const;
type Paper = { id: string; requirementCode: string; file: { sha256: string } };
const hashed = (papers: readonly Paper[]) =>
  JSON.stringify(papers.map(({ id, requirementCode, file }) => [id, requirementCode, file.sha256]));

type Sealed = Awaited<ReturnType<typeof readSealed>>;

/** All that is sealed, in one statement: an approval holds its quota while it runs. */
function readSealed(tx: Tx, caseId: string) {
  return tx.caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      approvedAmountFen: true,
      approvedTermMonths: true,
      approvedRateBps: true,
      payeeName: true,
      payeeAccountCipher: true,
      documents: DOCUMENTS,
      conditions: {
        where: { status: { not: 'VOID' } },
        orderBy: { id: 'asc' },
        select: { id: true, text: true, gate: true },
      },
      corrections: {
        where: { status: 'CONFIRMED', field: { in: ['PAYEE_NAME', 'PAYEE_ACCOUNT'] } },
        orderBy: [{ settledAt: 'asc' }, { id: 'asc' }],
        select: { field: true, oldValueCipher: true, newValueCipher: true },
      },
    },
  });
}

function payeeOf({ payeeName, payeeAccountCipher }: Sealed): Payee {
  return { PAYEE_NAME: payeeName ?? '', PAYEE_ACCOUNT: payeeAccountCipher ? decrypt(payeeAccountCipher) : '' };
}

/** Whom to pay when it was approved, going back over the corrections since; null where the last of them did not lead to now. */
function payeeThen(row: Sealed, known: number): Payee | null {
  const payee = payeeOf(row);
  for (const { field, oldValueCipher, newValueCipher } of row.corrections.slice(known).reverse()) {
    const name = field as keyof Payee;
    if (payee[name] !== decrypt(newValueCipher)) return null;
    payee[name] = decrypt(oldValueCipher);
  }
  return payee;
}

function sealOf(by: Sealer, row: Sealed, approved: Approved, payee: Payee, documents: readonly string[]): string {
  return by.seal('approval', {
    caseId: row.id,
    ...approved,
    payeeName: payee.PAYEE_NAME,
    payeeAccount: by.index('account', payee.PAYEE_ACCOUNT),
    conditions: JSON.stringify(row.conditions.map(({ id, text, gate }) => [id, gate, text])),
    documents: hashed(row.documents.filter(({ id }) => documents.includes(id))),
  });
}
