import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { DraftButton, SubmitButton } from '@/components/ui/submit-button';
import { STAGES } from '@/domain/stage';
import { AmountEntry } from '@/features/amount-entry';
import { HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import { SavedMark } from '@/features/drafts/components/autosaved-form';
import { DraftedForm } from '@/features/drafts/components/drafted-form';
import { formKeys } from '@/features/drafts/form-keys';
import { getDraft } from '@/features/drafts/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { save } from '../actions';
import type { PartName } from '../fields';
import { shownOf } from '../shown-fields';
import { fieldProps, type PartProps } from './entry-fields';
import { AcceptancePart, ContractPart, MoneyPart, TermsPart } from './step-parts';

export const FORM_ID = 'back-entry';

/** The paper case as far as its stage asks; saved at any time, whatever it says. */
export async function EntryForm(form: Omit<PartProps, 'drafted' | 'shown'>) {
  const { view } = form;
  const draft = await getDraft(await requireActor(), formKeys.backEntry(view.id));
  const filled = Object.entries(draft?.values ?? {}).filter(([, value]) => value !== '');
  const drafted = filled.map(([name]) => name);
  const props: PartProps = { ...form, drafted, shown: shownOf(view, drafted) };
  const t = await getTranslations('back-entries');
  const parts: [PartName, ReactNode][] = [
    ['applicant', <ApplicantPart key="applicant" {...props} />],
    ['request', <RequestPart key="request" {...props} />],
    ['acceptance', <AcceptancePart key="acceptance" {...props} />],
    ['recommendation', <TermsPart key="recommendation" step="recommended" {...props} />],
    ['approval', <TermsPart key="approval" step="approved" {...props} />],
    ['contract', <ContractPart key="contract" {...props} />],
    ['money', <MoneyPart key="money" {...props} />],
  ];
  return (
    <DraftedForm
      action={save}
      id={FORM_ID}
      aria-label={t('title')}
      className="max-w-160 max-md:pb-16"
      formKey={formKeys.backEntry(view.id)}
      href={`/back-entries/${view.id}`}
      title={`${t('title')} ${view.paperReference} ${view.title === view.paperReference ? '' : view.title}`.trim()}
    >
      <input type="hidden" name="id" value={view.id} />
      <input type="hidden" name="revision" value={view.revision} />
      <Part title={t('parts.head')}>
        <FilePart {...props} />
      </Part>
      {parts
        .filter(([part]) => props.shown.showsPart(part))
        .map(([part, fields]) => (
          <Part key={part} title={t(`parts.${part === 'money' && !props.shown.shows('repayments') ? 'paid' : part}`)}>
            {fields}
          </Part>
        ))}
      <SaveBar>
        <SubmitButton>{t('submit')}</SubmitButton>
        <DraftButton>{t('save')}</DraftButton>
        <SavedMark />
      </SaveBar>
    </DraftedForm>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5 border-t border-rule pt-3 first:mt-0 first:border-t-0 first:pt-0">
      <SectionHead>{title}</SectionHead>
      {children}
    </section>
  );
}

async function FilePart(props: PartProps) {
  const { view } = props;
  const t = await getTranslations('back-entries');
  const cases = await getTranslations('cases');
  const field = await fieldProps(props);
  const used = view.definition?.stages.map((row) => row.stage) ?? STAGES;
  return (
    <>
      <Field {...field('paperReference')} required>
        <TextInput width="medium" autoComplete="off" defaultValue={view.paperReference} />
      </Field>
      <Field {...field('stage')} hint={t('hints.stage')} required>
        <Select
          defaultValue={view.stage}
          options={used.map((stage) => ({ value: stage, label: cases(`stages.${stage}`) }))}
        />
      </Field>
    </>
  );
}

async function ApplicantPart(props: PartProps) {
  const { view } = props;
  const { typed } = view;
  const t = await getTranslations('back-entries');
  const applicants = await getTranslations('applicants');
  const field = await fieldProps(props);
  const household = view.applicantKind === 'HOUSEHOLD';
  return (
    <>
      <Field {...field('number', t(household ? 'fields.number' : 'fields.creditCode'))} required>
        <TextInput width="medium" autoComplete="off" spellCheck={false} defaultValue={typed.number} />
      </Field>
      <Field {...field('name', t(household ? 'fields.name' : 'fields.entityName'))} required>
        <TextInput width={household ? 'medium' : 'long'} autoComplete="off" defaultValue={typed.name} />
      </Field>
      {household ? (
        <Field {...field('householdKind')} required>
          <Select
            defaultValue={typed.householdKind}
            placeholder={t('choose')}
            options={HOUSEHOLD_KINDS.map((value) => ({ value, label: applicants(`householdKinds.${value}`) }))}
          />
        </Field>
      ) : (
        <Field {...field('contactName')} required>
          <TextInput width="medium" autoComplete="off" defaultValue={typed.contactName} />
        </Field>
      )}
      <Field {...field('phone')} required>
        <TextInput width="medium" inputMode="tel" autoComplete="off" defaultValue={typed.phone} />
      </Field>
      <Field {...field('payeeName')} required>
        <TextInput autoComplete="off" defaultValue={typed.payeeName} />
      </Field>
      <Field {...field('payeeAccount')} required>
        <TextInput width="medium" inputMode="numeric" autoComplete="off" defaultValue={typed.payeeAccount} />
      </Field>
    </>
  );
}

async function RequestPart(props: PartProps) {
  const { view, today } = props;
  const { typed } = view;
  const t = await getTranslations('back-entries');
  const locale = await getLocale();
  const field = await fieldProps(props);
  const questions = (view.definition?.eligibility ?? [])
    .filter((row) => row.applicantKinds.includes(view.applicantKind))
    .map((row) => `${labelOf(row.question, locale)} ${row.mustBe ? t('confirmYes') : t('confirmNo')}`)
    .join(' ');
  return (
    <>
      <Field {...field('consultedOn')} required>
        <DateInput max={today} defaultValue={typed.consultedOn} />
      </Field>
      <Field {...field('title')} required>
        <TextInput defaultValue={typed.title} />
      </Field>
      <Field {...field('purpose')} required>
        <TextArea defaultValue={typed.purpose} />
      </Field>
      <Field {...field('requestedAmountFen')} required>
        <AmountEntry defaultValue={typed.requestedAmountFen} />
      </Field>
      <Field {...field('requestedTermMonths')} required>
        <TextInput width="short" inputMode="numeric" defaultValue={typed.requestedTermMonths} />
      </Field>
      <Field {...field('eligible')} hint={t('hints.eligible', { questions })} group>
        <RadioGroup
          choices={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          {...(typed.eligible === undefined ? {} : { defaultValue: typed.eligible })}
        />
      </Field>
      <Field {...field('recommenderOrganisation')}>
        <TextInput defaultValue={typed.recommenderOrganisation} />
      </Field>
      <Field {...field('recommenderPerson')}>
        <TextInput width="medium" defaultValue={typed.recommenderPerson} />
      </Field>
    </>
  );
}
