import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { DateInput, TextInput } from '@/components/ui/inputs';
import { MILESTONE_ROWS } from '../form-rows';

/** A milestone as an input shows it: the value in 10,000 yuan or in cases; `note` is the share of a target above. */
export type MilestoneInput = { on: string; value: string; note?: string };

/** Several milestones in one form; a share has the days of the target above and no further rows. */
export function MilestoneFields({
  milestones,
  fixed = false,
}: {
  milestones: readonly MilestoneInput[];
  fixed?: boolean;
}) {
  const t = useTranslations('targets');
  // one more than there are, and the quarters of a year at least
  const rows = fixed ? milestones.length : Math.min(MILESTONE_ROWS, Math.max(4, milestones.length + 1));
  return (
    <fieldset className="mb-4.5">
      <legend className="mb-0.5 font-bold">{t('milestones')}</legend>
      <p className="mb-2 text-sm text-ink-2">{t(fixed ? 'changeNote' : 'milestonesHint')}</p>
      {Array.from({ length: rows }, (_, row) => {
        const given = milestones[row];
        const number = row + 1;
        return (
          <div key={number} className="grid max-w-96 grid-cols-2 gap-x-6 [&>*]:min-w-0">
            <Field name={`dueOn${row}`} label={t('dueOn', { number })} required={row === 0}>
              <DateInput defaultValue={given?.on} readOnly={fixed} />
            </Field>
            <Field
              name={`value${row}`}
              label={t('value', { number })}
              required={row === 0}
              {...(given?.note ? { hint: given.note } : {})}
            >
              <TextInput width="short" inputMode="decimal" maxLength={20} defaultValue={given?.value} />
            </Field>
          </div>
        );
      })}
    </fieldset>
  );
}
