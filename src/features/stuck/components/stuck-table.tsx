import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { groupByHolder, type StuckCase } from '../queries';

/** Cases that have lain too long, under the organisation that holds them; each opens. */
export async function StuckTable({ cases, caption }: { cases: readonly StuckCase[]; caption: string }) {
  const t = await getTranslations('figures.stuck');
  const words = await getTranslations('cases');
  const locale = await getLocale();
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('columns.case')}</Th>
          <Th>{t('columns.place')}</Th>
          <Th>{t('columns.stage')}</Th>
          <Th>{t('columns.waitsFor')}</Th>
          <Th>{t('columns.since')}</Th>
          <Th num>{t('columns.idle')}</Th>
        </tr>
      </thead>
      {groupByHolder(cases).map((group) => (
        <tbody key={group.holder.zh}>
          <GroupRow
            title={labelOf(group.holder, locale)}
            note={t('groupNote', { count: group.cases.length })}
            columns={6}
          />
          {group.cases.map((row) => (
            <tr key={row.id}>
              <RowHead>
                <Link href={`/cases/${row.id}`} className="case-link">
                  {row.title}
                </Link>{' '}
                <span className="text-xs font-normal text-ink-3">{row.reference}</span>
              </RowHead>
              <Td label={t('columns.place')}>{row.place}</Td>
              <Td label={t('columns.stage')}>{words(`stages.${row.stage}`)}</Td>
              <Td label={t('columns.waitsFor')}>
                <WaitsFor row={row} />
              </Td>
              <Td label={t('columns.since')}>{row.since}</Td>
              <Td num phone="title-end">
                <b className={row.overdue ? 'text-red' : undefined}>{row.idle}</b>
              </Td>
            </tr>
          ))}
        </tbody>
      ))}
    </Table>
  );
}

/** What it waits for, and by whom: people by name, or the roles that may take it. */
export async function WaitsFor({ row }: { row: Pick<StuckCase, 'task' | 'people' | 'roles'> }) {
  return <span>{await describeWaiting(row)}</span>;
}

/** The same as plain text, for a document. */
export async function describeWaiting(row: Pick<StuckCase, 'task' | 'people' | 'roles'>): Promise<string> {
  const words = await getTranslations('cases');
  const roles = await getTranslations('roles');
  const locale = await getLocale();
  const who =
    row.people.length > 0 ? row.people.map((name) => labelOf(name, locale)) : row.roles.map((role) => roles(role));
  const stuck = await getTranslations('figures.stuck');
  const task = words(`tasks.${row.task}` as never);
  return who.length > 0 ? stuck('waits', { task, who: who.join(words('listComma')) }) : task;
}
