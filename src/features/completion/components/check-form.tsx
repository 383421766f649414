import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { COMPLETION_GRADES } from '@/domain/completion';
import { describeRefusal } from '@/server/refusal-text';
import { countyCheck, firstCheck } from '../actions';
import type { CompletionView } from '../queries';

/** The check that is due, for whoever makes it; says whose it is, or what stands against it. */
export async function CheckForm({ view, today }: { view: CompletionView; today: Day }) {
  const t = await getTranslations('completion');
  const { next } = view;
  if (!next || view.facts.status === 'CLOSED') return null;
  const title = t('record', { kind: t(`kinds.${next.kind}`) });
  if (next.refusal)
    return (
      <SayBar
        tone="amber"
        detail={next.refusal.code === 'NOT_PERMITTED' ? t(`whose.${next.kind}`) : await describeRefusal(next.refusal)}
      >
        {t('next', { kind: t(`kinds.${next.kind}`) })}
      </SayBar>
    );
  return (
    <ConfirmPanel title={title} why={t(`whose.${next.kind}`)}>
      <ActionForm action={next.kind === 'FIRST_CHECK' ? firstCheck : countyCheck} aria-label={title}>
        <input type="hidden" name="caseId" value={view.facts.id} />
        <input type="hidden" name="kind" value={next.kind} />
        <Field name="checkedOn" label={t('columns.checkedOn')} required>
          <DateInput max={today} defaultValue={today} />
        </Field>
        <Field name="grade" label={t('columns.grade')} group required>
          <RadioGroup
            choices={COMPLETION_GRADES.toReversed().map((grade) => ({ value: grade, label: t(`grades.${grade}`) }))}
          />
        </Field>
        <Field name="findings" label={t('columns.findings')} hint={t('findingsHint')} required>
          <TextArea rows={4} maxLength={2000} />
        </Field>
        <Field name="rectifyBy" label={t('columns.rectifyBy')} hint={t('rectifyByHint')}>
          <DateInput min={today} />
        </Field>
        <SubmitButton>{t('submit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
