import type { RefusalValue } from './refusal';

/**
 * What the text of a bulletin may state: computed, never typed. Each stands in the text as a name in hexagonal brackets,
 * 〔贷款余额〕, and is filled when the text is shown; so editing words cannot touch a figure.
 */
export const BULLETIN_FIGURES = [
  'SCOPE',
  'PROGRAMME',
  'PERIOD',
  'AS_OF',
  'UNITS',
  'OUTSTANDING',
  'OUTSTANDING_FEN',
  'ADDED',
  'ADDED_FEN',
  'PERIOD_ADDED',
  'PERIOD_ADDED_FEN',
  'TARGET',
  'COMPLETION',
  'OVERDUE',
  'OVERDUE_FEN',
  'OVERDUE_RATE',
  'TOLERANCE',
  'PRAISED',
  'PRAISED_PLACES',
  'PRESSED',
  'PRESSED_PLACES',
  'REPLY_BY',
] as const;
export type BulletinFigure = (typeof BULLETIN_FIGURES)[number];

export type TextPart = { words: string } | { figure: BulletinFigure };
/** Paragraphs of words and figures. */
export type BulletinText = TextPart[][];

type Read = { ok: true; text: BulletinText } | { ok: false; refusal: RefusalValue };

const BRACKETED = /〔([^〔〕]*)〕/g;
/** the year of a document number stands in the same brackets */
const YEAR = /^\d{4}$/;

/**
 * Reads typed text, one paragraph a line; `figures` are the names in brackets, in any language.
 * BULLETIN_FIGURE_UNKNOWN {name}, BULLETIN_TYPED_FIGURE {text}.
 */
export function readBulletinText(typed: string, figures: ReadonlyMap<string, BulletinFigure>): Read {
  const text: BulletinText = [];
  for (const line of typed.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.trim() === '') continue;
    const parts: TextPart[] = [];
    let end = 0;
    const add = (words: string) => {
      const before = parts.at(-1);
      if (words === '') return;
      if (before && 'words' in before) before.words += words;
      else parts.push({ words });
    };
    for (const match of line.trim().matchAll(BRACKETED)) {
      const name = (match[1] ?? '').trim();
      add(line.trim().slice(end, match.index));
      end = match.index + match[0].length;
      const figure = figures.get(name);
      if (figure) parts.push({ figure });
      else if (YEAR.test(name.normalize('NFKC'))) add(match[0]);
      else return { ok: false, refusal: { code: 'BULLETIN_FIGURE_UNKNOWN', params: { name } } };
    }
    add(line.trim().slice(end));
    text.push(parts);
  }
  for (const words of text.map((parts) => parts.map((part) => ('words' in part ? part.words : GAP)).join(''))) {
    const refusal = typedFigureRefusal(words);
    if (refusal) return { ok: false, refusal };
  }
  return { ok: true, text };
}

/** Back into what is edited: each figure by its name in brackets. */
export function writeBulletinText(text: BulletinText, nameOf: (figure: BulletinFigure) => string): string {
  return text
    .map((parts) => parts.map((part) => ('words' in part ? part.words : `〔${nameOf(part.figure)}〕`)).join(''))
    .join('\n');
}

/** Into what is read: each figure by its value. */
export function fillBulletinText(text: BulletinText, say: (figure: BulletinFigure) => string): string[] {
  return text.map((parts) => parts.map((part) => ('words' in part ? part.words : say(part.figure))).join(''));
}

// ------------------------------------------------------------------ typed numbers

/** keeps the words on both sides of a figure apart */
const GAP = '\u0000';
const MONTHS = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
/** Digits that say no figure: days, document numbers, ordinals, deadlines in days, the number of a paragraph. */
const HARMLESS = [
  /^\s*\(?\d{1,2}[).、](?!\d)/,
  /[〔[(]\d{4}[〕\])]\s*第?\d{1,5}号/,
  /\d{4}年(?:度|(?:\d{1,2}月(?:\d{1,2}日)?)?)/,
  /\d{1,2}月(?:\d{1,2}日)?(?!份额)/,
  /\d{1,2}日(?![均元])/,
  /\d{4}-\d{2}-\d{2}/,
  new RegExp(`(?:\\d{1,2} )?${MONTHS}(?: (?:\\d{1,2}, )?\\d{4}(?!\\d)| \\d{1,2}(?!\\d))?`),
  /第\d{1,3}(?:条|款|项|次|期|批|号|季度)/,
  /\d{1,3}(?:个工作日|个自然日|天内| working days| days)/,
];
const DIGITS = /\p{Nd}[\p{Nd},.]*\s?[\p{L}%]{0,3}/u;
const NUMERALS = '[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]';
const MONEY = new RegExp(
  `(?![万亿]+元)${NUMERALS}+(?:点${NUMERALS}+)?[余多]?(?:万元|亿元|元|个百分点|成(?![不果效立功员为])|倍|分之${NUMERALS}+)`,
);
/** one by itself begins too many words: 一户一策 */
const COUNTED = new RegExp(`(?:${NUMERALS}{2,}|(?!一)${NUMERALS})[余多]?(?:户|笔|件|家|人|个(?:乡镇|县|市|单位))`);

/**
 * A number in words that were typed, which a reader could take for a figure of the bulletin: digits that are no day,
 * document number or ordinal, and written-out amounts, shares and counts. BULLETIN_TYPED_FIGURE {text}.
 */
export function typedFigureRefusal(words: string): RefusalValue | null {
  // full-width digits read like others; encircled ones only number
  let rest = words.replace(/[①-⑳]/g, ' ').normalize('NFKC');
  for (const harmless of HARMLESS) rest = rest.replace(new RegExp(harmless, harmless.flags.concat('g')), ' ');
  const found = DIGITS.exec(rest) ?? MONEY.exec(rest) ?? COUNTED.exec(rest);
  return found && { code: 'BULLETIN_TYPED_FIGURE', params: { text: found[0].trim() } };
}
