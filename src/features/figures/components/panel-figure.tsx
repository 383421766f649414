import { getTranslations } from 'next-intl/server';
import { BarCell } from '@/components/charts/bar-cell';
import { Figure } from '@/components/charts/figure';
import { Link } from '@/components/ui/link';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { cn } from '@/lib/cn';
import type { Panel, PanelCell, PanelRow } from '../panel';

/** More columns than this do not stand side by side on a phone: rows become blocks there. */
const SIDE_BY_SIDE = 4;

/** Heads of several words take two lines rather than push the last column out of sight. */
const HEADS_WRAP = '[&_thead_th]:align-bottom [&_thead_th]:break-keep [&_thead_th]:whitespace-normal';
/** On phones two numbers of a block share a line. */
const TWO_ON_A_LINE =
  'max-md:[&_tr]:grid-cols-2 max-md:large:[&_tr]:grid-cols-1 max-md:[&_[data-phone=line]]:col-auto max-md:[&_[data-phone=line]]:whitespace-normal max-md:[&_[data-phone=title]]:col-span-full';
const CLOSE_ON_PHONES =
  'max-md:[&_td]:px-1 max-md:[&_th]:px-1 max-md:[&_tr>*:first-child]:pl-0 max-md:[&_tr>*:last-child]:pr-0 max-md:[&_tbody_th]:min-w-0 max-md:[&_td]:whitespace-normal';

/** A unit of several words stays on one line of a head. */
const keepUnit = (head: string) => head.replace(/\([^)]*\)/g, (unit) => unit.replaceAll(' ', '\u00a0'));

/** A figure with its bars in table cells, so that the table is the drawing's twin, its 口径 and its file. */
export function PanelFigure({ panel, exportHref }: { panel: Panel; exportHref?: string }) {
  const { finding, empty, rows } = panel;
  return (
    <Figure
      title={panel.title}
      measure={panel.measure}
      {...(finding === undefined ? {} : { finding })}
      end={exportHref !== undefined && rows.length > 0 && <ExportLink title={panel.title} href={exportHref} />}
      note={<Definition text={panel.definition} />}
      chart={
        rows.length === 0 && empty !== undefined ? (
          <p className="my-2 text-sm text-ink-2">{empty}</p>
        ) : (
          <PanelTable panel={panel} />
        )
      }
    />
  );
}

/** The way to a figure's file. */
export async function ExportLink({ title, href }: { title: string; href: string }) {
  const t = await getTranslations('dashboards');
  return (
    <a
      href={href}
      download
      aria-label={t('exportOf', { title })}
      className="max-md:inline-flex max-md:min-h-11 max-md:items-center"
    >
      {t('export')}
    </a>
  );
}

/** 口径, opened when asked for and always on paper. */
export async function Definition({ text }: { text: string }) {
  const t = await getTranslations('dashboards');
  return (
    <>
      <details className="screen-only">
        <summary className="inline-block min-h-6 cursor-pointer text-accent max-md:min-h-11 max-md:py-3">
          {t('definition')}
        </summary>
        <span className="mt-0.5 block max-w-180">{text}</span>
      </details>
      <span className="print-only">{text}</span>
    </>
  );
}

function PanelTable({ panel }: { panel: Panel }) {
  const { columns, barHead, rows, total } = panel;
  const isRanked = columns[0]?.isRank === true;
  const shown = isRanked ? columns.slice(1) : columns;
  const isWide = shown.filter(({ phone }) => phone !== 'hide').length > SIDE_BY_SIDE;
  const bar = barHead === undefined ? null : isRanked ? shown.length - 1 : 0;
  const barHeadCell = barHead !== undefined && (
    <Th key="bar" className={isRanked ? 'w-44' : 'w-[34%] max-md:w-14'}>
      {isRanked ? barHead : <span className="sr-only">{barHead}</span>}
    </Th>
  );
  const line = (row: PanelRow) => {
    const cells = isRanked ? row.cells.slice(1) : row.cells;
    const isGroup = row.look === 'GROUP';
    return (
      <tr key={row.key}>
        {isRanked && (
          <Td num phone="hide">
            {row.cells[0]?.text}
          </Td>
        )}
        <RowHead className={cn(isGroup && 'font-bold!', row.look === 'CHILD' && 'pl-3.5! text-ink-2!')}>
          {isRanked && row.cells[0]?.text && <span className="md:hidden">{row.cells[0].text} </span>}
          {row.href === undefined ? row.name : <Link href={row.href}>{row.name}</Link>}
        </RowHead>
        {cells.flatMap((cell, index) => [
          ...(index === bar ? [<RowBar key="bar" row={row} average={panel.average} />] : []),
          <Td
            key={shown[index]?.head}
            num={!shown[index]?.isText}
            label={shown[index]?.head ?? ''}
            {...(cell.text === '' ? { phone: 'hide' as const } : {})}
            className={cn(
              shown[index]?.isText && 'max-md:col-span-full!',
              cell.kind !== 'TEXT' && 'md:whitespace-nowrap',
              isGroup && cell.kind !== 'SHARE' && 'font-bold',
              !isWide && shown[index]?.phone === 'hide' && 'max-md:hidden',
            )}
          >
            <CellText cell={cell} />
          </Td>,
        ])}
      </tr>
    );
  };
  return (
    <Table
      caption={panel.title}
      phone={isWide ? 'list' : 'scroll'}
      className={cn(HEADS_WRAP, isWide ? TWO_ON_A_LINE : CLOSE_ON_PHONES)}
    >
      <thead>
        <tr>
          {isRanked && (
            <Th num className="w-12">
              {columns[0]?.head}
            </Th>
          )}
          <Th>{panel.nameHead}</Th>
          {shown.flatMap((column, index) => [
            ...(index === bar ? [barHeadCell] : []),
            <Th
              key={column.head}
              num={!column.isText}
              className={cn(!isWide && column.phone === 'hide' && 'max-md:hidden')}
            >
              {keepUnit(column.head)}
            </Th>,
          ])}
        </tr>
      </thead>
      <tbody>{rows.map(line)}</tbody>
      {total && <tfoot>{line(total)}</tfoot>}
    </Table>
  );
}

function RowBar({ row, average }: { row: PanelRow; average: number | undefined }) {
  if (row.bar === undefined) return <Td phone="hide" />;
  return <BarCell share={row.bar} named={row.isNamed === true} {...(average === undefined ? {} : { average })} />;
}

/** A number with the way to what it counts. */
export function CellText({ cell }: { cell: PanelCell }) {
  return cell.href === undefined ? cell.text : <NumberLink href={cell.href}>{cell.text}</NumberLink>;
}
