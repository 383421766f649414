import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import { BULK_HEADS, BULK_LIMITS, type BulkFailure, type BulkFault } from '@/domain/bulk-import';
import { columnIndex } from '@/domain/fund-table/grid';
import { describeFault } from '../fault-words';
import { type BulkImportRow, findFaults, sumFaults } from '../queries';

const SHOWN = 50;

/** What one import left out and why: by column and fault, then row by row from the first. */
export async function FaultReport({ actor, row }: { actor: Actor; row: BulkImportRow }) {
  const [t, projects] = await Promise.all([getTranslations('bulk-imports'), getTranslations('projects')]);
  const [found, sums] = await Promise.all([findFaults(actor, row.id, SHOWN), sumFaults(actor, row.id)]);
  if (!found) return null;
  const heads = found.head.at(-1) ?? [];
  const headOf = (column: string | null) => (column === null ? '--' : `${column} ${heads[columnIndex(column)] ?? ''}`);
  const textOf = (cells: string[], { column }: BulkFault) =>
    column === null ? '' : (cells[columnIndex(column)] ?? '');
  return (
    <Section>
      <SectionHead>{t('report.title', { file: row.fileName })}</SectionHead>
      {row.failure !== null && (
        <SayBar tone="red" className="my-3" detail={row.rowsTaken > 0 ? t('report.keptRows') : undefined}>
          {t('report.failed', { reason: t(`failures.${row.failure as BulkFailure}`, BULK_HEADS) })}
        </SayBar>
      )}
      {row.rowsDuplicate > 0 && <p className="my-2 text-sm text-ink-2">{t('report.duplicatesNote')}</p>}
      {found.rows.length === 0 && row.failure === null && <p className="my-2">{t('report.clean')}</p>}
      {row.rowsFaulty > BULK_LIMITS.faultsKept && (
        <SayBar tone="amber" className="my-3">
          {t('report.more', { kept: BULK_LIMITS.faultsKept.toLocaleString('en-US') })}
        </SayBar>
      )}
      {sums.length > 0 && (
        <Table caption={t('report.summary')}>
          <thead>
            <tr>
              <Th>{t('report.column')}</Th>
              <Th>{t('report.problem')}</Th>
              <Th num>{t('report.count')}</Th>
            </tr>
          </thead>
          <tbody>
            {sums.map(({ column, code, field, count }) => (
              <tr key={`${column} ${code}`}>
                <RowHead>{headOf(column)}</RowHead>
                <Td label={t('report.problem')}>
                  {describeFault(t, projects, { column, code, field, readAs: null }, 0)}
                </Td>
                <Td num label={t('report.count')}>
                  {count.toLocaleString('en-US')}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {found.rows.length > 0 && (
        <div className="mt-6">
          <Table caption={t('report.rowsTitle', { count: found.rows.length })}>
            <thead>
              <tr>
                <Th num>{t('report.row')}</Th>
                <Th>{t('report.column')}</Th>
                <Th>{t('report.text')}</Th>
                <Th>{t('report.what')}</Th>
              </tr>
            </thead>
            <tbody>
              {found.rows.flatMap(({ row: number, cells, faults }) =>
                faults.map((fault) => (
                  <tr key={`${number} ${fault.column} ${fault.code}`}>
                    <Td num label={t('report.row')}>
                      {number}
                    </Td>
                    <RowHead>{headOf(fault.column)}</RowHead>
                    <Td label={t('report.text')}>{textOf(cells, fault)}</Td>
                    <Td label={t('report.what')}>{describeFault(t, projects, fault, number)}</Td>
                  </tr>
                )),
              )}
            </tbody>
          </Table>
        </div>
      )}
    </Section>
  );
}
