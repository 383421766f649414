import { getLocale, getTranslations } from 'next-intl/server';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea, TextInput } from '@/components/ui/inputs';
import { amountToInput } from '@/domain/money';
import { AmountEntry } from '@/features/amount-entry';
import { labelOf } from '@/i18n/label';
import type { Limits, Question } from '../queries';
import { Part } from './part';

export type RequestValues = {
  title?: string;
  purpose?: string;
  requestedAmountFen?: bigint;
  requestedTermMonths?: number;
  eligibility?: Record<string, boolean>;
  recommenderOrganisation?: string | null;
  recommenderPerson?: string | null;
};

/** What is asked for; the programme says how much and for how long. */
export async function RequestPart({ values, limits }: { values: RequestValues; limits: Limits }) {
  const t = await getTranslations('consultations');
  return (
    <Part title={t('sections.request')}>
      <Field name="title" label={t('fields.projectTitle')} hint={t('fields.projectTitleHint')} required>
        <TextInput defaultValue={values.title} />
      </Field>
      <Field name="purpose" label={t('fields.purpose')} hint={t('fields.purposeHint')} required>
        <TextArea defaultValue={values.purpose} />
      </Field>
      <Field
        name="amount"
        label={t('fields.amount')}
        hint={t('fields.amountHint', {
          minimum: amountToInput(limits.minimumFen, 'WAN'),
          maximum: amountToInput(limits.maximumFen, 'WAN'),
        })}
        required
      >
        <AmountEntry defaultValue={amountToInput(values.requestedAmountFen, 'WAN')} />
      </Field>
      <Field
        name="term"
        label={t('fields.term')}
        hint={t('fields.termHint', { months: limits.maximumTermMonths })}
        required
      >
        <TextInput width="short" inputMode="numeric" autoComplete="off" defaultValue={values.requestedTermMonths} />
      </Field>
    </Part>
  );
}

/** Whether the applicant may: the questions of the programme. They may stay open until the case is handed in. */
export async function EligibilityPart({
  values,
  questions,
}: {
  values: RequestValues;
  questions: readonly Question[];
}) {
  const t = await getTranslations('consultations');
  const locale = await getLocale();
  const answers = [
    { value: 'true', label: t('eligibility.yes') },
    { value: 'false', label: t('eligibility.no') },
  ];
  return (
    <Part title={t('sections.eligibility')} note={t('eligibility.intro')}>
      {questions.map(({ code, question }) => (
        <Field key={code} group name={`eligibility.${code}`} label={labelOf(question, locale)}>
          <RadioGroup
            choices={answers}
            {...(values.eligibility?.[code] === undefined ? {} : { defaultValue: String(values.eligibility[code]) })}
          />
        </Field>
      ))}
    </Part>
  );
}

/** Who recommends it, if anybody does. */
export async function RecommenderPart({ values }: { values: RequestValues }) {
  const t = await getTranslations('consultations');
  return (
    <Part title={t('sections.recommender')}>
      <Field name="recommenderOrganisation" label={t('fields.recommenderOrganisation')}>
        <TextInput defaultValue={values.recommenderOrganisation ?? ''} />
      </Field>
      <Field name="recommenderPerson" label={t('fields.recommenderPerson')}>
        <TextInput width="medium" defaultValue={values.recommenderPerson ?? ''} />
      </Field>
    </Part>
  );
}
