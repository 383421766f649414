import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Board, PeriodRow } from '../queries';
import { periodHref, periodWord, statusOf } from './period-words';

/** The own place and those below by period: who has not reported first. Each cell opens its report. */
export async function PeriodBoard({ board }: { board: Board }) {
  const t = await getTranslations('periods');
  const { own, below, periods } = board;
  const columns = periods.length + 1;
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('place')}</Th>
          {periods.map((period) => (
            <Th key={period}>{periodWord(t, period)}</Th>
          ))}
        </tr>
      </thead>
      <tbody>
        <GroupRow title={t('own')} columns={columns} />
        <BoardRow row={own} board={board} />
      </tbody>
      {below.length > 0 && (
        <tbody>
          <GroupRow title={t('below')} note={` ${t('belowNote')}`} columns={columns} />
          {below.map((row) => (
            <BoardRow key={row.place.regionId} row={row} board={board} />
          ))}
        </tbody>
      )}
    </Table>
  );
}

async function BoardRow({ row, board }: { row: PeriodRow; board: Board }) {
  const t = await getTranslations('periods');
  const { place, hasBelow, cells } = row;
  const query = new URLSearchParams({
    region: String(place.regionId),
    programme: board.programmeId,
    kind: board.kind,
  });
  return (
    <tr>
      <RowHead>{hasBelow ? <Link href={`/periods?${query}`}>{place.name}</Link> : place.name}</RowHead>
      {cells.map(({ period, state, isOverdue, dueOn }) => {
        const word = periodWord(t, period);
        const stateWord = isOverdue && state === 'MISSING' ? t('overdueState') : t(`states.${state}`);
        const shown = <Status {...statusOf(state, isOverdue)}>{stateWord}</Status>;
        return (
          <Td key={period} label={word}>
            {state === 'NOTHING' ? (
              shown
            ) : (
              <Link
                href={periodHref(place.regionId, period, board.programmeId)}
                aria-label={`${place.name} ${word} ${stateWord}`}
                title={t('dueOn', { day: dueOn })}
                className="inline-block no-underline max-md:py-1.5"
              >
                {shown}
              </Link>
            )}
          </Td>
        );
      })}
    </tr>
  );
}
