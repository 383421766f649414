import { STAGES } from '@/domain/stage';

export type Payload = { [key: string]: unknown };
/** Takes what an event adds to a measure, at a stage where it knows one ('-' else). */
export type Add = (measure: string, stage: string, value: number) => void;

const STAYS = [55, 34, 21, 13, 8, 5, 3, 2, 1, 0];

type Move = { from: string; to: string };
type LateChange = { fromDays: number; cases: number; fen: string };

const owes = (fen: string) => Number(Number(fen) > 0);

/**
 * What an event adds, as figure_of in the database says it of its kind and payload: a load cannot ask for each of its
 * events. A test holds the two against each other over every kind a load writes.
 */
export function figuresOf(kind: string, payload: Payload, add: Add): void {
  const { from, to, reached, stayed, voidedApprovedFen, disbursed, owed } = payload as {
    [stage in 'from' | 'to' | 'voidedApprovedFen']?: string;
  } & { reached?: readonly string[]; stayed?: number; disbursed?: Move; owed?: Move };
  if (from !== undefined) add('STANDING', from, -1);
  if (to !== undefined) add('STANDING', to, 1);
  if (reached !== undefined) for (const stage of reached) add('REACHED', stage, 1);
  if (stayed !== undefined && from !== undefined) add(`STAYED_${STAYS.find((least) => least <= stayed)}`, from, 1);
  if (voidedApprovedFen !== undefined) {
    add('APPROVED', '-', -1);
    add('FINANCING_FEN', '-', -Number(voidedApprovedFen));
  }
  if (disbursed !== undefined) addUnlessNone(add, 'DISBURSED', owes(disbursed.to) - owes(disbursed.from));
  if (owed !== undefined) {
    addUnlessNone(add, 'OUTSTANDING', owes(owed.to) - owes(owed.from));
    addUnlessNone(add, 'OUTSTANDING_FEN', Number(owed.to) - Number(owed.from));
  }
  OF_KIND[kind]?.(payload, add);
}

function addUnlessNone(add: Add, measure: string, value: number): void {
  if (value !== 0) add(measure, '-', value);
}

const OF_KIND: Record<string, (payload: Payload, add: Add) => void> = {
  'case.accepted': ({ reached }, add) => {
    if (reached !== undefined) add('ACCEPTED', '-', 1);
  },
  'case.approved': ({ amountFen }, add) => {
    add('APPROVED', '-', 1);
    add('FINANCING_FEN', '-', Number(amountFen));
  },
  'contract.signed': ({ amountFen }, add) => {
    add('LANDED', '-', 1);
    add('LANDED_FEN', '-', Number(amountFen));
  },
  'payment.released': ({ amountFen }, add) => {
    add('PAID', '-', 1);
    add('DISBURSED_FEN', '-', Number(amountFen));
  },
  'payment.returned': ({ amountFen }, add) => {
    add('PAID', '-', -1);
    add('DISBURSED_FEN', '-', -Number(amountFen));
  },
  'repayment.recorded': ({ principalFen }, add) => addUnlessNone(add, 'REPAID_FEN', Number(principalFen)),
  'loan.aged': ({ late }, add) => {
    for (const { fromDays, cases, fen } of late as LateChange[]) {
      addUnlessNone(add, `OVERDUE_${fromDays}`, cases);
      addUnlessNone(add, `OVERDUE_${fromDays}_FEN`, Number(fen));
    }
  },
  'case.returned': (_, add) => add('RETURNED', '-', 1),
  'completion.checked': ({ kind, counts }, add) =>
    addUnlessNone(add, kind === 'FIRST_CHECK' ? 'COMPLETED' : 'CHECKED', Number(counts)),
};

export type CellRow = { id: number; measure: string; stage: string; applicant_kind: string; head: number | null };

/** The numbers that the cube gives its cells, and the place of each among the heads of a row. */
export class Cells {
  /** by cell number: place in heads counted from 0, or −1 */
  readonly headOf: Int16Array;
  readonly heads: number;
  readonly #byKind = new Map<string, Map<string, Int16Array>>();

  constructor(rows: readonly CellRow[]) {
    this.headOf = new Int16Array(Math.max(...rows.map(({ id }) => id)) + 1).fill(-1);
    this.heads = Math.max(...rows.map(({ head }) => head ?? 0));
    for (const { id, measure, stage, applicant_kind: kind, head } of rows) {
      this.headOf[id] = (head ?? 0) - 1;
      const measures = this.#byKind.get(kind) ?? new Map<string, Int16Array>();
      this.#byKind.set(kind, measures);
      const stages = measures.get(measure) ?? new Int16Array(STAGES.length + 1);
      measures.set(measure, stages);
      stages[STAGES.indexOf(stage as never) + 1] = id;
    }
  }

  /** How many numbers there are, from 0 to the highest. */
  get size(): number {
    return this.headOf.length;
  }

  /** The number of a cell; a measure without a place in the cube is a bug of whoever counts it. */
  of(measure: string, stage: string, kind: string): number {
    const stages = this.#byKind.get(kind)?.get(measure) ?? this.#byKind.get('-')?.get(measure);
    const cell = stages?.[stage === '-' ? 0 : STAGES.indexOf(stage as never) + 1];
    if (!cell) throw new Error(`the cube has no cell for ${measure} ${stage} ${kind}`);
    return cell;
  }
}
