import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { askForErasure } from '../actions';
import type { DueRow } from '../queries';
import { CaseLinks, RuleLines } from './subject-cells';

/** Whose data may be erased, by place and cases, with the rule; whoever may asks for it in the row. */
export function DueTable({ rows, inAll, mayAsk }: { rows: readonly DueRow[]; inAll: number; mayAsk: boolean }) {
  const t = useTranslations('retention');
  const shown = rows.reduce((sum, row) => sum + row.rules.length, 0);
  return (
    <>
      <Table caption={t('due.title')}>
        <thead>
          <tr>
            <Th>{t('due.applicant')}</Th>
            <Th>{t('due.cases')}</Th>
            <Th>{t('due.rules')}</Th>
            <Th>{t('due.dueOn')}</Th>
            {mayAsk && <Th>{t('due.ask')}</Th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <RowHead phone="title">{row.place}</RowHead>
              <Td phone="line" label={t('due.cases')}>
                <CaseLinks cases={row.cases} />
              </Td>
              <Td phone="line" label={t('due.rules')}>
                <RuleLines rules={row.rules} />
              </Td>
              <Td phone="line" label={t('due.dueOn')}>
                {row.rules.map(({ dueOn }) => dueOn).sort()[0]}
              </Td>
              {mayAsk && (
                <Td phone="line" label={t('due.ask')}>
                  {row.heldBy.length > 0 ? (
                    <Status tone="amber">{t('holds.stands')}</Status>
                  ) : row.isAsked ? (
                    <Status tone="accent">{t('due.asked')}</Status>
                  ) : (
                    <AskForm row={row} />
                  )}
                </Td>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      {inAll > shown && <p className="mt-2 text-sm text-ink-2">{t('due.more', { shown, count: inAll })}</p>}
    </>
  );
}

function AskForm({ row }: { row: DueRow }) {
  const t = useTranslations('retention');
  return (
    <ActionForm action={askForErasure} aria-label={t('due.askOf', { place: row.place })} className="screen-only">
      <input type="hidden" name="dueId" value={row.dueId} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('due.ask')}</summary>
        <div className="mt-3 max-w-100">
          <Field name="reason" label={t('due.reason')} hint={t('due.reasonHint')} required>
            <TextInput autoComplete="off" maxLength={200} />
          </Field>
          <SubmitButton>{t('due.ask')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
