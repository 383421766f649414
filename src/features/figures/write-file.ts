import 'server-only';
import type { Actor } from '@/domain/actor';
import type { SheetKind, SheetValue } from '@/domain/sheet';
import { takenBy } from '@/features/exports/taken-by';
import { buildWorkbook } from '@/features/exports/workbook';
import { labelOf } from '@/i18n/label';
import type { FiguresPage } from './dashboards';
import type { Panel, PanelCell, PanelContext, PanelRow } from './panel';

// one sheet name may hold 31 characters and none of these
const NOT_IN_SHEET_NAME = /[\\/?*[\]:']/g;
const MOST_IN_SHEET_NAME = 31;

/** A figure as a workbook on A4 landscape: title, unit, 口径, place, day and reader over the table. */
export async function writeFigureFile(
  actor: Actor,
  { found, about }: FiguresPage,
  panel: Panel,
  { t, locale, unit }: Omit<PanelContext, 'about'>,
  now: Date,
): Promise<{ name: string; bytes: Buffer }> {
  const rows = [...panel.rows, ...(panel.total ? [panel.total] : [])];
  const columns = [
    { head: panel.nameHead, kind: 'text' as const, width: 26 },
    ...panel.columns.map((column, index) => ({
      head: column.head,
      kind: kindOf(rows[0]?.cells[index]),
      width: column.isText ? 24 : 15,
    })),
  ];
  const bytes = await buildWorkbook({
    head: {
      title: `${labelOf(found.programme.name, locale)} ${panel.title}`,
      lines: [
        t('exports.sheet.unit', { unit: t(`cases.units.${unit}`) }),
        t('dashboards.file.definition', { definition: `${panel.measure} ${panel.definition}` }),
        t('dashboards.file.place', {
          place: found.place.name,
          programme: labelOf(found.programme.name, locale),
          basis: t(about.asRecorded ? 'figures.asRecorded' : 'figures.asKnown'),
        }),
        t('dashboards.file.asOf', { asOf: about.asOf }),
        takenBy(actor, locale, now),
      ],
    },
    columns,
    rows: rows.map(sheetRow),
    unit,
    words: {
      sheet: panel.title.replace(NOT_IN_SHEET_NAME, ' ').slice(0, MOST_IN_SHEET_NAME),
      page: t('dashboards.file.page', { page: '&P', pages: '&N' }),
    },
  });
  const name = t('dashboards.file.name', { title: panel.title, place: found.place.name, asOf: about.asOf });
  return { name, bytes };
}

function kindOf(cell: PanelCell | undefined): SheetKind {
  if (cell?.kind === 'FEN') return 'amount';
  return cell?.kind === 'TEXT' || cell === undefined ? 'text' : 'count';
}

const sheetRow = (row: PanelRow): SheetValue[] => [row.name, ...row.cells.map(sheetValue)];

/** Amounts stay fen for the workbook to divide; whatever else is a number becomes one. */
function sheetValue(cell: PanelCell): SheetValue {
  if (cell.kind === 'COUNT') return cell.value === null ? null : Number(cell.value);
  return cell.value;
}
