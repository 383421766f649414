import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatDayOf } from '@/lib/format-day';
import { liftDataHold } from '../actions';
import type { HoldRow } from '../queries';
import { CaseLinks } from './subject-cells';

/** Whose data are held, by place and cases, with the document; another person who may lifts it in the row. */
export function HeldTable({ rows }: { rows: readonly HoldRow[] }) {
  const t = useTranslations('retention');
  const locale = useLocale();
  const maySome = rows.some(({ mayLift }) => mayLift);
  return (
    <Table caption={t('holds.reportTitle')}>
      <thead>
        <tr>
          <Th>{t('due.applicant')}</Th>
          <Th>{t('due.cases')}</Th>
          <Th>{t('holds.document')}</Th>
          <Th>{t('holds.reason')}</Th>
          <Th>{t('holds.setBy')}</Th>
          {maySome && <Th>{t('holds.lift')}</Th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">{row.place}</RowHead>
            <Td phone="line" label={t('due.cases')}>
              <CaseLinks cases={row.cases} />
            </Td>
            <Td phone="line" label={t('holds.document')}>
              {row.documentNumber}
              <span className="block text-xs text-ink-2">{row.documentOn}</span>
            </Td>
            <Td phone="line" label={t('holds.reason')}>
              {row.reason}
            </Td>
            <Td phone="line" label={t('holds.setBy')}>
              {row.setBy ? labelOf(row.setBy, locale) : MISSING}
              <span className="block text-xs text-ink-2">{formatDayOf(row.setAt)}</span>
            </Td>
            {maySome && (
              <Td phone="line" label={t('holds.lift')}>
                {row.mayLift && <LiftForm row={row} />}
              </Td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function LiftForm({ row }: { row: HoldRow }) {
  const t = useTranslations('retention');
  return (
    <ActionForm
      action={liftDataHold}
      aria-label={t('holds.liftOf', { place: row.place, document: row.documentNumber })}
      className="screen-only"
    >
      <input type="hidden" name="holdId" value={row.id} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('holds.lift')}</summary>
        <div className="mt-3 max-w-100">
          <Field name="reason" label={t('holds.liftReason')} hint={t('holds.liftHint')} required>
            <TextInput autoComplete="off" maxLength={200} />
          </Field>
          <SubmitButton>{t('holds.lift')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}

/** Says of an applicant that their data are held, and by which documents; nothing where they are not. */
export function HeldNote({ heldBy }: { heldBy: readonly string[] }) {
  const t = useTranslations('retention');
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' });
  if (heldBy.length === 0) return null;
  return (
    <SayBar tone="amber" className="my-3" detail={t('holds.cannot')}>
      {t('holds.heldBy', { documents: list.format(heldBy) })}
    </SayBar>
  );
}
