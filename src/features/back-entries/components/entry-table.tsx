import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { confirmMany } from '../actions';
import type { BackEntryLine } from '../queries';

type Props = { rows: readonly BackEntryLine[] };

/** Paper cases of one status; those that this person may confirm can be chosen together. */
export async function EntryTable({ rows }: Props) {
  const t = await getTranslations('back-entries');
  if (!rows.some((row) => row.mayConfirm)) return <Rows rows={rows} choose={false} />;
  return (
    <ActionForm action={confirmMany} aria-label={t('list.confirmMany')}>
      <Rows rows={rows} choose />
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <SubmitButton variant="default">{t('list.confirmMany')}</SubmitButton>
        <span className="text-sm text-ink-2">{t('list.confirmManyWhy')}</span>
      </div>
    </ActionForm>
  );
}

async function Rows({ rows, choose }: Props & { choose: boolean }) {
  const t = await getTranslations('back-entries');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  const opened = rows.some((row) => row.openedCase);
  return (
    <Table caption={t('title')} flush={!choose}>
      <thead>
        <tr>
          {choose && <Th className="w-8">{t('columns.choose')}</Th>}
          <Th>{t('columns.paper')}</Th>
          <Th>{t('columns.title')}</Th>
          <Th>{t('columns.applicant')}</Th>
          <Th>{t('columns.township')}</Th>
          <Th>{t('columns.stage')}</Th>
          <Th>{t('columns.enteredBy')}</Th>
          <Th>{t('columns.enteredOn')}</Th>
          {opened && <Th>{t('columns.case')}</Th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {choose && (
              <Td phone="title-end">
                {row.mayConfirm && (
                  <input
                    type="checkbox"
                    name="chosen"
                    value={`${row.id}:${row.revision}`}
                    aria-label={t('list.choose', { paper: row.paperReference })}
                    className="size-6"
                  />
                )}
              </Td>
            )}
            <RowHead>
              <Link href={`/back-entries/${row.id}`}>{row.paperReference}</Link>
            </RowHead>
            <Td phone="sub">{row.title || '--'}</Td>
            <Td label={t('columns.applicant')}>{row.applicantName || '--'}</Td>
            <Td label={t('columns.township')}>{row.township}</Td>
            <Td phone="sub-end">{cases(`stages.${row.stage}`)}</Td>
            <Td label={t('columns.enteredBy')}>{labelOf(row.enteredBy, locale)}</Td>
            <Td label={t('columns.enteredOn')}>{row.enteredOn}</Td>
            {opened && (
              <Td label={t('columns.case')}>
                {row.openedCase && <Link href={`/cases/${row.openedCase.id}`}>{row.openedCase.reference}</Link>}
              </Td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
