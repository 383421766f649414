import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { DataList } from '@/components/ui/data-list';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { settleAskedErasure } from '../actions';
import type { ErasureRow } from '../queries';
import { HeldNote } from './held-table';
import { CaseLinks, RuleLines } from './subject-cells';

/** What was asked for and waits; another person, who may approve, decides below it. */
export function AskedErasures({ rows }: { rows: readonly ErasureRow[] }) {
  const t = useTranslations('retention');
  const locale = useLocale();
  return rows.map((row) => (
    <div key={row.id} className="border-b border-rule pb-4">
      <SectionHead level={3}>{row.place}</SectionHead>
      <DataList
        facts={[
          { label: t('due.cases'), value: <CaseLinks cases={row.cases} /> },
          { label: t('asked.what'), value: <RuleLines rules={row.rules} /> },
          {
            label: t('asked.by'),
            value: row.askedBy ? labelOf(row.askedBy, locale) : MISSING,
            note: formatInstant(row.askedAt),
          },
          { label: t('asked.reason'), value: row.reason },
        ]}
      />
      <HeldNote heldBy={row.heldBy} />
      {row.mayApprove && <SettleForm row={row} />}
    </div>
  ));
}

function SettleForm({ row }: { row: ErasureRow }) {
  const t = useTranslations('retention');
  return (
    <ActionForm
      action={settleAskedErasure}
      aria-label={t('asked.settleOf', { place: row.place })}
      className="screen-only mt-3 max-w-160"
    >
      <input type="hidden" name="erasureId" value={row.id} />
      <Field name="outcome" label={t('asked.outcome')} hint={t('asked.final')} group required>
        <RadioGroup
          choices={[
            { value: 'APPROVED', label: t('asked.approve'), disabled: row.heldBy.length > 0 },
            { value: 'REFUSED', label: t('asked.refuse') },
          ]}
        />
      </Field>
      <Field name="remark" label={t('asked.remark')} hint={t('asked.remarkHint')}>
        <TextInput autoComplete="off" maxLength={200} />
      </Field>
      <SubmitButton>{t('asked.settle')}</SubmitButton>
    </ActionForm>
  );
}
