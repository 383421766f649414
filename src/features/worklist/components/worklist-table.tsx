import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { RemainingDays } from '@/features/cases/components/remaining-days';
import { WaitingFor } from '@/features/cases/components/waiting-for';
import type { WorklistRow, WorklistView } from '@/features/cases/worklist-queries';
import { labelOf } from '@/i18n/label';
import { type Locale, toLocale } from '@/i18n/locale';
import { type Translator, translatorFor } from '@/i18n/translator';
import { formatInstant, formatInstantShort } from '@/lib/format-day';

interface WorklistTableProps {
  rows: WorklistRow[];
  view: WorklistView;
  unit: AmountUnit;
  caption: string;
  /** rows bring a box to tick */
  tickable: boolean;
  mayUrge: boolean;
  showCounty: boolean;
}

/** Fetched once for the table: a row that fetches its own is a promise to be waited for. */
type Words = {
  locale: Locale;
  all: Translator;
  t: Awaited<ReturnType<typeof getTranslations<'cases'>>>;
  w: Awaited<ReturnType<typeof getTranslations<'worklist'>>>;
};

/** What the last two columns are called and hold differs by view; everything before is the same row everywhere. */
export async function WorklistTable(props: WorklistTableProps) {
  const { rows, view, unit, caption, tickable, showCounty } = props;
  const locale = toLocale(await getLocale());
  const t = await getTranslations('cases');
  const w = await getTranslations('worklist');
  const words: Words = { locale, all: translatorFor(locale), t, w };
  const grouped = view === 'waiting' || view === 'handed-on';
  const groups = grouped
    ? (['GREEN', 'NORMAL'] as const)
        .map((lane) => ({ lane, rows: rows.filter((row) => row.lane === lane) }))
        .filter((group) => group.rows.length > 0)
    : [{ lane: null, rows }];
  const columns = 10 + (tickable ? 1 : 0) + (view === 'handed-on' ? 1 : 0);
  let sequence = 0;
  return (
    <Table caption={caption} flush={!tickable} className={tickable ? 't-tick' : ''}>
      <thead>
        <tr>
          {tickable && (
            <Th>
              <input type="checkbox" data-tick-all="" className="tick block" aria-label={w('tickAll')} />
            </Th>
          )}
          <Th num>{t('columns.sequence')}</Th>
          <Th>{t('columns.reference')}</Th>
          <Th>{t('columns.title')}</Th>
          <Th>{showCounty ? t('columns.place') : t('columns.township')}</Th>
          <Th num>{t('columns.amount', { unit: t(`units.${unit}`) })}</Th>
          <Th>{w('columns.lane')}</Th>
          <Th>{t('columns.stage')}</Th>
          <Th>{t('columns.waiting')}</Th>
          <Th>{w(`columns.when.${view}`)}</Th>
          <Th>{t('columns.remaining')}</Th>
          {view === 'handed-on' && <Th>{w('columns.action')}</Th>}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.lane ?? 'all'}>
          {group.lane && (
            <GroupRow
              title={t(`lanes.${group.lane}Group`, { count: group.rows.length })}
              note={t(`lanes.${group.lane}Note`)}
              columns={columns}
            />
          )}
          {group.rows.map((row) => {
            sequence += 1;
            return <WorklistTableRow key={row.id} {...props} words={words} row={row} sequence={sequence} />;
          })}
        </tbody>
      ))}
    </Table>
  );
}

function WorklistTableRow({
  words,
  row,
  view,
  unit,
  tickable,
  mayUrge,
  showCounty,
  sequence,
}: WorklistTableProps & { words: Words; row: WorklistRow; sequence: number }) {
  const { locale, all, t, w } = words;
  const stage =
    row.status === 'OPEN'
      ? labelOf(row.stageName, locale)
      : `${labelOf(row.stageName, locale)} ${t(`statuses.${row.status}`)}`;
  return (
    <tr>
      {tickable && (
        <Td phone="tick">
          {/* the label makes room for a finger around the box */}
          <label className="-m-2 block p-2 max-md:-my-2 max-md:-ml-3 max-md:px-3 max-md:py-3.5">
            <span className="sr-only">{w('tick', { name: `${row.reference} ${row.title}` })}</span>
            <input
              type="checkbox"
              name="case[]"
              value={`${row.id}:${row.version}`}
              data-fen={row.amountFen.toString()}
              className="tick block"
            />
          </label>
        </Td>
      )}
      <Td num phone="hide" className="text-ink-3">
        {sequence}
      </Td>
      <Td phone="sub" className="text-ink-2 md:whitespace-nowrap" more={`${row.township} ${stage}`}>
        {row.reference}
      </Td>
      <RowHead phone="title" className="overflow-hidden text-ellipsis md:w-1/5 md:max-w-0 md:whitespace-nowrap">
        {row.copied?.unread && <b className="mr-1.5 text-xs text-accent">{w('unread')}</b>}
        <Link href={`/cases/${row.id}`} className="case-link" title={row.title}>
          {row.title}
        </Link>
      </RowHead>
      <Td phone="hide" className="whitespace-nowrap">
        {showCounty ? `${row.county} ${row.township}` : row.township}
      </Td>
      <Td num phone="sub-end" unit={t(`units.${unit}`)}>
        {formatAmount(row.amountFen, unit)}
      </Td>
      <Td phone={row.lane === 'GREEN' ? 'line' : 'hide'} label={w('columns.lane')} className="whitespace-nowrap">
        <span className={row.lane === 'GREEN' ? 'font-bold text-green' : 'text-ink-3'}>{t(`lanes.${row.lane}`)}</span>
      </Td>
      <Td phone="hide">{stage}</Td>
      <Td
        phone="line"
        label={t('columns.waiting')}
        className={row.waiting?.mine ? 'md:whitespace-nowrap' : 'md:min-w-28'}
      >
        <WaitingFor waiting={row.waiting} locale={locale} t={all} />
      </Td>
      <Td phone="line" label={w(`columns.when.${view}`)} className="text-ink-2">
        <When row={row} view={view} locale={locale} />
      </Td>
      <Td phone="title-end">{row.status === 'CLOSED' ? '--' : <RemainingDays clock={row.clock} t={all} />}</Td>
      {view === 'handed-on' && (
        <Td phone="line" className="whitespace-nowrap">
          {mayUrge && row.urge?.mayUrge ? (
            <Button
              type="submit"
              name="one"
              value={`urge=${row.id}:${row.version}`}
              variant="text"
              size="small"
              aria-label={w('urgeOf', { name: row.reference })}
            >
              {w('bulk.acts.urge')}
            </Button>
          ) : (
            <span className="text-xs text-ink-3">
              {row.urge?.urgedAt ? w('urgedAt', { at: formatInstantShort(row.urge.urgedAt) }) : '--'}
            </span>
          )}
        </Td>
      )}
    </tr>
  );
}

/** Who handed it on and since when it lies there; in the other views who copied it, or when this person last acted. */
function When({ row, view, locale }: { row: WorklistRow; view: WorklistView; locale: Locale }) {
  const [who, at] =
    view === 'copied'
      ? [row.copied?.by ?? null, row.copied?.at ?? row.waitingSince]
      : view === 'done'
        ? [null, row.actedAt ?? row.waitingSince]
        : view === 'handed-on'
          ? [null, row.waitingSince]
          : [row.handedOnBy, row.waitingSince];
  return (
    <>
      {who && `${labelOf(who, locale)} `}
      <time dateTime={at.toISOString()} title={formatInstant(at)} className="text-xs whitespace-nowrap">
        {formatInstantShort(at)}
      </time>
    </>
  );
}
