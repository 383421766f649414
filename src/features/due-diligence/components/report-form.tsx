import { getTranslations } from 'next-intl/server';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea, TextInput } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { DraftButton, SubmitButton } from '@/components/ui/submit-button';
import type { REPORT_PARTS, ReportContent } from '@/domain/due-diligence-report';
import { amountToInput, formatAmount, formatRate } from '@/domain/money';
import { applicantRule } from '@/domain/programme';
import { AmountEntry } from '@/features/amount-entry';
import { SavedMark } from '@/features/drafts/components/autosaved-form';
import { DraftedForm } from '@/features/drafts/components/drafted-form';
import { formKeys } from '@/features/drafts/form-keys';
import { formatInstant } from '@/lib/format-day';
import { save } from '../actions';
import type { ReportForm as ReportFormView } from '../queries';
import { EMPTY_REPORT } from '../report-rows';
import { ConditionRows } from './condition-rows';
import { ScoredItems } from './scored-items';

/** The parts of the report form, in order; ids of its headings and links of its index. */
export const FORM_PARTS = {
  items: ['ITEMS'],
  recommendation: ['AMOUNT', 'TERM', 'RATE', 'METHOD'],
  opinion: ['SUMMARY'],
  conditions: [],
} as const satisfies Record<string, readonly (typeof REPORT_PARTS)[number][]>;
export type FormPart = keyof typeof FORM_PARTS;

const rateToInput = (rateBps: number | null) => (rateBps === null ? undefined : formatRate(rateBps).replace('%', ''));

/** The structured report: scored items, what is recommended, what was found, conditions to propose. */
export async function ReportForm({ form }: { form: ReportFormView }) {
  const t = await getTranslations('due-diligence');
  const { view } = form;
  const start = form.start ?? EMPTY_REPORT;
  const savedAt = view.facts.report && view.report ? formatInstant(view.report.updatedAt).slice(11) : null;
  return (
    <DraftedForm
      action={save}
      id="report-form"
      aria-label={t('report')}
      formKey={formKeys.report(view.facts.id)}
      href={`/cases/${view.facts.id}/due-diligence/report`}
      title={`${t('report')} ${view.title}`}
      caseId={view.facts.id}
    >
      <input type="hidden" name="caseId" value={view.facts.id} />
      <input type="hidden" name="revision" value={form.revision} />
      <PartHead part="items" />
      <ScoredItems items={view.items} answers={start.answers} minimumScoreBps={view.facts.definition.minimumScoreBps} />
      <PartHead part="recommendation" />
      <RecommendationFields form={form} start={start} />
      <PartHead part="opinion" />
      <Field name="summary" label={t('field.SUMMARY')} hint={t('summaryHint')} required>
        <TextArea rows={8} defaultValue={start.summary} />
      </Field>
      <PartHead part="conditions" />
      <ConditionRows conditions={start.conditions} />
      <SaveBar>
        <SubmitButton>{t('submitReport')}</SubmitButton>
        <DraftButton>{t('saveDraft')}</DraftButton>
        {savedAt !== null && (
          <span className="ml-2 text-xs text-ink-3" aria-live="polite">
            {t('savedAt', { time: savedAt })}
          </span>
        )}
        <SavedMark />
      </SaveBar>
    </DraftedForm>
  );
}

async function PartHead({ part }: { part: FormPart }) {
  const t = await getTranslations('due-diligence');
  return (
    <div className="mb-3.5 pt-2">
      <h2 id={`part-${part}`} className="font-serif text-lg font-bold">
        {t(`formPart.${part}`)}
      </h2>
      <p className="text-sm text-ink-2">{t(`formPartHint.${part}`)}</p>
    </div>
  );
}

async function RecommendationFields({ form, start }: { form: ReportFormView; start: ReportContent }) {
  const t = await getTranslations('due-diligence');
  const common = await getTranslations('common');
  const { facts } = form.view;
  return (
    <>
      <Field
        name="recommendedAmountFen"
        label={t('amountLabel')}
        hint={t('amountHint', { requested: formatAmount(facts.requestedAmountFen, 'WAN'), unit: common('unitWAN') })}
        required
      >
        <AmountEntry defaultValue={amountToInput(start.recommendedAmountFen, 'WAN')} />
      </Field>
      <Field
        name="termMonths"
        label={t('field.TERM')}
        hint={t('termHint', { months: applicantRule(facts.definition, facts.applicantKind)?.maximumTermMonths ?? 0 })}
        required
      >
        <TextInput width="short" inputMode="numeric" defaultValue={start.termMonths ?? undefined} />
      </Field>
      {facts.definition.financing === 'LOAN' ? <LoanFields form={form} start={start} /> : <GivenFields form={form} />}
    </>
  );
}

/** What is given has no rate and comes back in no way; the report says what its programme says. */
function GivenFields({ form }: { form: ReportFormView }) {
  return <input type="hidden" name="repaymentMethod" value={form.view.facts.definition.repaymentMethods[0]} />;
}

async function LoanFields({ form, start }: { form: ReportFormView; start: ReportContent }) {
  const t = await getTranslations('due-diligence');
  const { facts } = form.view;
  return (
    <>
      <Field
        name="rateBps"
        label={t('rateLabel')}
        hint={t('rateHint', { ceiling: formatRate(facts.definition.rateCeilingBps) })}
        required
      >
        <TextInput width="short" inputMode="decimal" defaultValue={rateToInput(start.rateBps)} />
      </Field>
      <Field name="repaymentMethod" label={t('field.METHOD')} group required>
        <RadioGroup
          choices={facts.definition.repaymentMethods.map((method) => ({ value: method, label: t(`method.${method}`) }))}
          {...(start.repaymentMethod === null ? {} : { defaultValue: start.repaymentMethod })}
        />
      </Field>
    </>
  );
}
