import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { revealValue } from '../actions';
import { type REVEAL_FIELDS, REVEAL_REASONS } from '../schema';

export type RevealChoice = {
  field: (typeof REVEAL_FIELDS)[number];
  subjectId: string;
  /** whose value it is, where the list holds several people */
  owner?: string;
};

/** Asks for the reason, then shows one masked value in full, once. */
export async function RevealForm({ choices, caseId }: { choices: readonly RevealChoice[]; caseId?: string }) {
  const t = await getTranslations('applicants');
  if (choices.length === 0) return null;
  const options = choices.map(({ field, subjectId, owner }) => ({
    value: `${field}:${subjectId}`,
    label: owner ? t('reveal.ofPerson', { owner, field: t(`fields.${field}`) }) : t(`fields.${field}`),
  }));
  return (
    // The form surrounds the fold, so that the answer and any error stand outside of it.
    <ActionForm action={revealValue} aria-label={t('reveal.open')} className="screen-only mt-3">
      {caseId !== undefined && <input type="hidden" name="caseId" value={caseId} />}
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('reveal.open')}</summary>
        <div className="mt-3 max-w-120 border-l-2 border-rule pl-4.5">
          <p className="mb-3 text-sm text-ink-2">{t('reveal.consequence')}</p>
          <Field name="target" label={t('reveal.target')} required>
            <Select options={options} placeholder={t('choose')} />
          </Field>
          <Field name="reason" label={t('reveal.reason')} required>
            <Select
              options={REVEAL_REASONS.map((value) => ({ value, label: t(`reveal.reasons.${value}`) }))}
              placeholder={t('choose')}
            />
          </Field>
          <Field name="note" label={t('reveal.note')} hint={t('reveal.noteHint')} required>
            <TextInput autoComplete="off" />
          </Field>
          <SubmitButton variant="default">{t('reveal.submit')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
