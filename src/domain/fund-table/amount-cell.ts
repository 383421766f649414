import { type AmountRefusal, type AmountUnit, type Fen, parseAmount } from '@/domain/money';
import { removeSpaces } from '@/lib/text';
import { type Cell, cellText, isErrorCell, unitOfWord } from './grid';

export type AmountIssueCode =
  | AmountRefusal
  | 'AMOUNT_APPROXIMATE'
  | 'AMOUNT_UNIT_UNSUPPORTED'
  | 'AMOUNT_WITH_NOTE'
  | 'AMOUNT_OWN_UNIT'
  | 'AMOUNT_SUSPICIOUS'
  | 'CELL_ERROR';

export interface AmountRead {
  fen: Fen | null;
  /** The unit that the number was read in: the cell's own before the table's. Null with `fen` null and no refusal: nobody said the unit. */
  unit: AmountUnit | null;
  /** The words beside the number, as they stand in the cell. */
  note: string | null;
  refusal: AmountIssueCode | null;
  doubts: AmountIssueCode[];
}

/** 100 million yuan for one line of a county table: possible, yet more often a column of 元 under a head of 万元. */
const SUSPICIOUS_FEN: Fen = 10_000_000_000n;

/**
 * Reads one amount cell. `10(其中,灾情因素6万元)` is 10 with a note; `5000元` under 万元 is 5000 yuan; both are doubts for a person.
 * What is not plainly one number (`约20`, `10-20`, `12O`) is refused, never guessed. Amounts above zero only.
 */
export function readAmountCell(cell: Cell, tableUnit: AmountUnit | null): AmountRead {
  const refuse = (refusal: AmountIssueCode): AmountRead => ({ fen: null, unit: null, note: null, refusal, doubts: [] });
  if (typeof cell === 'boolean' || cell instanceof Date) return refuse('AMOUNT_NOT_A_NUMBER');
  if (isErrorCell(cell)) return refuse('CELL_ERROR');
  const text = cellText(cell).trim();
  const plain = removeSpaces(text).replace(/，/g, ',');
  if (plain === '' || /^([-—–/\\]+|无|空)$/.test(plain)) return refuse('AMOUNT_MISSING');
  if (/^(大?约|近|超过?|不超过|不低于|至少)|^[-+]?[\d,.]+(万|亿)?元?(左右|以上|以下|以内|余|多)/.test(plain))
    return refuse('AMOUNT_APPROXIMATE');

  const [, number, unitWord, rest = ''] =
    /^([-−–]?[¥￥]?[\d,.。]+)(千元|百元|千|百|万元|万|亿元|亿|元)?(.*)$/.exec(plain) ?? [];
  if (!number) return refuse('AMOUNT_NOT_A_NUMBER');
  const bracketUnit = /^\((万元|亿元|元|千元|百元)\)$/.exec(rest)?.[1];
  const word = unitWord ?? bracketUnit;
  const hasNote = rest !== '' && !bracketUnit;
  if (hasNote && !/^[([【].*[)\]】]$/.test(rest)) return refuse('AMOUNT_NOT_A_NUMBER');
  const ownUnit = word ? unitOfWord(word) : null;
  if (word && !ownUnit) return refuse('AMOUNT_UNIT_UNSUPPORTED');

  const unit = ownUnit ?? tableUnit;
  // The sign and the digits are judged even while the unit is unknown.
  const parsed = parseAmount(number, unit ?? 'YI');
  if (!parsed.ok && !(unit === null && (parsed.code === 'AMOUNT_TOO_LARGE' || parsed.code === 'AMOUNT_OVER_PRECISE'))) {
    return refuse(parsed.code);
  }
  const doubts: AmountIssueCode[] = [];
  if (hasNote) doubts.push('AMOUNT_WITH_NOTE');
  if (ownUnit && tableUnit && ownUnit !== tableUnit) doubts.push('AMOUNT_OWN_UNIT');
  const fen = unit && parsed.ok ? parsed.fen : null;
  if (fen !== null && fen >= SUSPICIOUS_FEN) doubts.push('AMOUNT_SUSPICIOUS');
  return { fen, unit, note: hasNote ? noteOf(text) : null, refusal: null, doubts };
}

/** The brackets' content exactly as typed, width and spaces included. */
function noteOf(text: string): string {
  const open = text.search(/[(（[［【]/);
  return text.slice(open + 1, -1).trim();
}
