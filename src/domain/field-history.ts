import type { Fen } from './money';

/** The amounts of a case in the order in which they are agreed. */
export const AMOUNT_STEPS = ['REQUESTED', 'RECOMMENDED', 'APPROVED', 'CONTRACTED'] as const;
export type AmountStep = (typeof AMOUNT_STEPS)[number];

/** A value before or after a change. WITHHELD: the record says that it changed, not from what, for it may name a person. */
export type HistoryValue =
  | { as: 'AMOUNT'; fen: Fen; step?: AmountStep }
  | { as: 'MONTHS' | 'RATE' | 'COUNT'; number: number }
  | { as: 'TEXT'; text: string }
  | { as: 'ANSWER'; yes: boolean }
  | { as: 'WITHHELD' }
  | { as: 'NONE' };

export type Change<Field extends string = string> = { field: Field; before: HistoryValue; after: HistoryValue };

export type RecordedEvent = { id: string; kind: string; payload: Record<string, unknown> };

type Terms = { fen: Fen; months: number | null; rateBps: number | null };
export type AmountField = AmountStep | 'TERM' | 'RATE';

/**
 * How the amount, term and rate of a case came about: each agreed one against the one that counted before it, and each
 * that a return or an end voided against nothing. Events in the order in which they were recorded.
 */
export function amountHistory(events: readonly RecordedEvent[]): { eventId: string; change: Change<AmountField> }[] {
  const known = new Map<AmountStep, Terms>();
  const changes: { eventId: string; change: Change<AmountField> }[] = [];
  const latest = (): { step: AmountStep; terms: Terms } | null => {
    const step = AMOUNT_STEPS.findLast((name) => known.has(name));
    const terms = step && known.get(step);
    return step && terms ? { step, terms } : null;
  };
  const agree = (eventId: string, step: AmountStep, terms: Terms) => {
    const before = latest();
    known.set(step, terms);
    if (!before) return;
    changes.push({
      eventId,
      change: {
        field: step,
        before: { as: 'AMOUNT', fen: before.terms.fen, step: before.step },
        after: { as: 'AMOUNT', fen: terms.fen, step },
      },
    });
    for (const [field, as, name] of [
      ['TERM', 'MONTHS', 'months'],
      ['RATE', 'RATE', 'rateBps'],
    ] as const) {
      const [old, now] = [before.terms[name], terms[name]];
      if (old === null || now === null || old === now) continue;
      changes.push({ eventId, change: { field, before: { as, number: old }, after: { as, number: now } } });
    }
  };
  const drop = (eventId: string, step: AmountStep) => {
    const terms = known.get(step);
    if (!terms) return;
    known.delete(step);
    changes.push({
      eventId,
      change: { field: step, before: { as: 'AMOUNT', fen: terms.fen, step }, after: { as: 'NONE' } },
    });
  };
  for (const { id, kind, payload } of events) {
    const fen = fenOf(payload.amountFen ?? payload.recommendedAmountFen ?? payload.requestedAmountFen);
    const terms =
      fen === null ? null : { fen, months: numberOf(payload.termMonths), rateBps: numberOf(payload.rateBps) };
    if (kind === 'case.opened' && terms) known.set('REQUESTED', terms);
    const edited = editedAmount(kind, payload);
    if (edited !== null) known.set('REQUESTED', { fen: edited, months: null, rateBps: null });
    if (kind === 'case.recommended' && terms) agree(id, 'RECOMMENDED', terms);
    if (kind === 'case.approved' && terms) agree(id, 'APPROVED', terms);
    if (kind === 'contract.signed' && terms) agree(id, 'CONTRACTED', terms);
    if (payload.voidedContractedFen) drop(id, 'CONTRACTED');
    if (payload.voidedApprovedFen) drop(id, 'APPROVED');
    if (payload.returnedTo && BEFORE_DECISION.includes(String(payload.returnedTo))) drop(id, 'RECOMMENDED');
  }
  return changes;
}

const BEFORE_DECISION = ['CONSULTATION', 'ACCEPTANCE', 'DUE_DILIGENCE'];

export type ContractField = 'AMOUNT' | 'TERM' | 'RATE' | 'TRANCHES' | 'WORDING';

/**
 * What each redraft of a contract altered against the draft before it. A redraft that left amount, term, rate and number
 * of instalments as they were altered the wording; the first draft alters nothing.
 */
export function contractHistory(
  events: readonly RecordedEvent[],
): { eventId: string; change: Change<ContractField> }[] {
  const drafts = new Map<string, Record<string, unknown>>();
  return events
    .filter((event) => event.kind === 'contract.drafted')
    .flatMap(({ id, payload }) => {
      const contractId = String(payload.contractId);
      const before = drafts.get(contractId);
      drafts.set(contractId, payload);
      if (!before) return [];
      const changes: Change<ContractField>[] = [];
      const [oldFen, newFen] = [fenOf(before.amountFen), fenOf(payload.amountFen)];
      if (oldFen !== null && newFen !== null && oldFen !== newFen)
        changes.push({ field: 'AMOUNT', before: { as: 'AMOUNT', fen: oldFen }, after: { as: 'AMOUNT', fen: newFen } });
      for (const [field, as, name] of NUMBERS) {
        const [old, now] = [numberOf(before[name]), numberOf(payload[name])];
        if (old === null || now === null || old === now) continue;
        changes.push({ field, before: { as, number: old }, after: { as, number: now } });
      }
      if (changes.length === 0)
        changes.push({ field: 'WORDING', before: { as: 'WITHHELD' }, after: { as: 'WITHHELD' } });
      return changes.map((change) => ({ eventId: id, change }));
    });
}

const NUMBERS = [
  ['TERM', 'MONTHS', 'termMonths'],
  ['RATE', 'RATE', 'rateBps'],
  ['TRANCHES', 'COUNT', 'tranches'],
] as const;

/**
 * What an edit of the consultation altered: amounts and terms as they were and are, answers to the questions of
 * eligibility by their code (`eligibility.CODE`), the rest only by name.
 */
export function editHistory(event: RecordedEvent): Change[] {
  const changes = event.kind === 'case.edited' ? event.payload.changes : null;
  if (!changes || typeof changes !== 'object') return [];
  return Object.entries(changes as Record<string, unknown>).map(([field, change]) => {
    if (!change || typeof change !== 'object') return { field, before: { as: 'WITHHELD' }, after: { as: 'WITHHELD' } };
    const pair = change as { old: unknown; new: unknown };
    return { field, before: editedValue(field, pair.old), after: editedValue(field, pair.new) };
  });
}

function editedValue(field: string, value: unknown): HistoryValue {
  if (value === null || value === undefined || value === 'null') return { as: 'NONE' };
  if (typeof value === 'boolean') return { as: 'ANSWER', yes: value };
  const fen = field.endsWith('Fen') ? fenOf(value) : null;
  if (fen !== null) return { as: 'AMOUNT', fen };
  const number = field.endsWith('Months') ? numberOf(value) : null;
  return number === null ? { as: 'TEXT', text: String(value) } : { as: 'MONTHS', number };
}

function editedAmount(kind: string, payload: Record<string, unknown>): Fen | null {
  if (kind !== 'case.edited') return null;
  const changes = payload.changes as { requestedAmountFen?: { new?: unknown } } | undefined;
  return fenOf(changes?.requestedAmountFen?.new);
}

const fenOf = (value: unknown): Fen | null =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null;

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
