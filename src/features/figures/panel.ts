import type { Day } from '@/domain/calendar';
import { largest, lengthOf } from '@/domain/lengths';
import type { Countable } from '@/domain/measures';
import { unitOf } from '@/domain/measures';
import { type AmountUnit, formatAmount, MISSING } from '@/domain/money';
import type { ApplicantKind, Stage } from '@/domain/stage';
import type { Locale } from '@/i18n/locale';
import type { Translator } from '@/i18n/translator';
import { formatCount, formatShare } from './format';
import { type About, listBehind } from './links';

/** For whom and of what a panel is made. */
export type PanelContext = { t: Translator; locale: Locale; unit: AmountUnit; about: About };

/**
 * One number or word of a panel: as it is read, its value for a file (fen or a plain number), and the list or page behind
 * it. A COUNT or FEN whose `href` is the list of cases is what that list adds up to.
 */
export type PanelCell =
  | { kind: 'COUNT' | 'FEN'; value: bigint | null; text: string; href?: string | undefined }
  | { kind: 'SHARE' | 'NUMBER'; value: number | null; text: string; href?: undefined }
  | { kind: 'TEXT'; value: string; text: string; href?: string | undefined };

export type PanelRow = {
  key: string;
  name: string;
  /** where the name leads: the same page of a place, the thing itself */
  href?: string | undefined;
  cells: readonly PanelCell[];
  /** length of the bar, 0 to 1 */
  bar?: number;
  /** drawn in full, as one the text speaks of */
  isNamed?: boolean;
  look?: 'GROUP' | 'CHILD';
};

/** A figure as data: what is drawn, its table, its file and its links are all made of it. */
export type Panel = {
  id: string;
  title: string;
  /** 单位 or order, after the title */
  measure: string;
  finding?: string;
  /** 口径 */
  definition: string;
  nameHead: string;
  /** the first may hold ranks, which stand before the name; `phone`: hidden where a row has room for little */
  columns: readonly { head: string; isText?: boolean; isRank?: boolean; phone?: 'hide' }[];
  rows: readonly PanelRow[];
  total?: PanelRow;
  /** head of the column of bars; without it there are none */
  barHead?: string;
  /** where the line of the average stands, 0 to 1 */
  average?: number;
  /** said instead of an empty table */
  empty?: string;
};

/** A word of a cell. */
export const textCell = (text: string, href?: string): PanelCell => ({ kind: 'TEXT', value: text, text, href });

/** A share under a head that says %. */
export const shareCell = (bps: number | null): PanelCell => ({
  kind: 'SHARE',
  value: bps === null ? null : bps / 100,
  text: formatShare(bps),
});

/** A whole number that stands for no cases, such as a rank. */
export const numberCell = (value: number | null, text = value === null ? MISSING : String(value)): PanelCell => ({
  kind: 'NUMBER',
  value,
  text,
});

/** An amount in the reader's unit. */
export const fenCell = ({ unit }: Pick<PanelContext, 'unit'>, value: bigint | null, href?: string): PanelCell => ({
  kind: 'FEN',
  value,
  text: value === null ? MISSING : formatAmount(value, unit),
  href,
});

export const countCell = (value: bigint | null, href?: string): PanelCell => ({
  kind: 'COUNT',
  value,
  text: value === null ? MISSING : formatCount(value),
  href,
});

type Behind = {
  regionId?: number;
  programmeId?: string;
  from?: Day;
  stage?: Stage;
  kinds?: readonly ApplicantKind[];
  with?: Readonly<Record<string, string>>;
};

/** A sum of the cube, with the list that adds up to it. */
export function measuredCell(context: PanelContext, measure: Countable, value: bigint, behind: Behind = {}): PanelCell {
  const href = listBehind(context.about, measure, behind);
  return unitOf(measure) === 'FEN' ? fenCell(context, value, href) : countCell(value, href);
}

/**
 * What has been added since a day before `from`, in words that need no colour. Its list is what came from that day on.
 */
export function movedCell(
  context: PanelContext,
  measure: Countable,
  moved: bigint,
  behind: Behind & { from: Day },
): PanelCell {
  const { t } = context;
  const size = moved < 0n ? -moved : moved;
  const cell = measuredCell(context, measure, size, behind);
  const way = moved === 0n ? 'EVEN' : moved > 0n ? 'UP' : 'DOWN';
  const text = t(`dashboards.moved.${way}`, { size: cell.text });
  const { kind } = cell;
  if (kind !== 'COUNT' && kind !== 'FEN') return cell;
  return { kind, value: moved, text, href: cell.href };
}

/** Rows with bars on one scale. */
export function withBars(rows: readonly (PanelRow & { size: bigint })[]): PanelRow[] {
  const most = largest(rows.map(({ size }) => size));
  return rows.map(({ size, ...row }) => ({ ...row, bar: lengthOf(size, most) }));
}
