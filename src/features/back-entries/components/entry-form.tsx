import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { DraftButton, SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { needsLinkage } from '@/domain/contract-terms';
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
import { isAsked, type PartName } from '../fields';
import type { BackEntryView } from '../queries';
import { PaymentRows, RepaymentRows } from './money-rows';

export const FORM_ID = 'back-entry';

type Props = {
  view: BackEntryView;
  errors: Readonly<Record<string, string>>;
  today: Day;
  /** names of fields that a draft not saved yet fills in: as many rows of money are drawn */
  drafted: readonly string[];
};

/** The paper case as far as its stage asks; saved at any time, whatever it says. */
export async function EntryForm(form: Omit<Props, 'drafted'>) {
  const { view } = form;
  const draft = await getDraft(await requireActor(), formKeys.backEntry(view.id));
  const filled = Object.entries(draft?.values ?? {}).filter(([, value]) => value !== '');
  const props: Props = { ...form, drafted: filled.map(([name]) => name) };
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
        .filter(([part]) => isAsked(part, view.stage))
        .map(([part, fields]) => (
          <Part key={part} title={t(`parts.${part}`)}>
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

/** What every field of this form takes: its name, its word, and what is wrong with it. */
async function fieldProps({ errors }: Props) {
  const t = await getTranslations('back-entries');
  return (name: string, label: string = t(`fields.${name}` as never)) => ({
    name,
    label,
    ...(errors[name] === undefined ? {} : { error: errors[name] }),
  });
}

async function FilePart(props: Props) {
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

async function ApplicantPart(props: Props) {
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

async function RequestPart(props: Props) {
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

async function AcceptancePart(props: Props) {
  const field = await fieldProps(props);
  return (
    <Field {...field('acceptedOn')} required>
      <DateInput max={props.today} defaultValue={props.view.typed.acceptedOn} />
    </Field>
  );
}

/** Day, amount, term and rate of the recommendation, and of the approval. */
async function TermsPart({ step, ...props }: Props & { step: 'recommended' | 'approved' | 'contracted' }) {
  const { typed } = props.view;
  const field = await fieldProps(props);
  const on = step === 'contracted' ? 'signedOn' : (`${step}On` as const);
  return (
    <>
      <Field {...field(on)} required>
        <DateInput max={props.today} defaultValue={typed[on]} />
      </Field>
      <Field {...field(`${step}AmountFen`)} required>
        <AmountEntry defaultValue={typed[`${step}AmountFen`]} />
      </Field>
      <Field {...field(`${step}TermMonths`)} required>
        <TextInput width="short" inputMode="numeric" defaultValue={typed[`${step}TermMonths`]} />
      </Field>
      <Field {...field(`${step}RateBps`)} required>
        <TextInput width="short" inputMode="decimal" defaultValue={typed[`${step}RateBps`]} />
      </Field>
      {step === 'approved' && (
        <Field {...field('approvalNote')}>
          <TextInput defaultValue={typed.approvalNote} />
        </Field>
      )}
    </>
  );
}

async function ContractPart(props: Props) {
  const { view } = props;
  const { typed, definition } = view;
  const t = await getTranslations('back-entries');
  const contracts = await getTranslations('contracts');
  const field = await fieldProps(props);
  return (
    <>
      <Field {...field('contractNumber')} required>
        <TextInput width="medium" autoComplete="off" defaultValue={typed.contractNumber} />
      </Field>
      <TermsPart step="contracted" {...props} />
      <Field {...field('repaymentMethod')} required>
        <Select
          placeholder={t('choose')}
          defaultValue={typed.repaymentMethod}
          options={(definition?.repaymentMethods ?? []).map((value) => ({
            value,
            label: contracts(`methods.${value}`),
          }))}
        />
      </Field>
      <Field {...field('securityKind')} required>
        <Select
          placeholder={t('choose')}
          defaultValue={typed.securityKind}
          options={(definition?.securityKinds ?? []).map((value) => ({
            value,
            label: contracts(`securityKinds.${value}`),
          }))}
        />
      </Field>
      <Field {...field('securityReference')} hint={t('hints.securityReference')}>
        <TextInput defaultValue={typed.securityReference} />
      </Field>
      {definition && needsLinkage(definition, view.applicantKind) && (
        <Field {...field('linkedHouseholds')} required>
          <TextInput width="short" inputMode="numeric" defaultValue={typed.linkedHouseholds} />
        </Field>
      )}
      <Field
        {...field('restPlannedOn')}
        {...(view.stage === 'FOLLOW_UP' ? { hint: t('hints.restPlannedOn') } : { required: true })}
      >
        <DateInput defaultValue={typed.restPlannedOn} />
      </Field>
    </>
  );
}

async function MoneyPart(props: Props) {
  const { view, errors, drafted } = props;
  const t = await getTranslations('back-entries');
  const field = await fieldProps(props);
  return (
    <>
      <PaymentRows typed={view.typed} errors={errors} drafted={drafted} />
      <RepaymentRows typed={view.typed} errors={errors} drafted={drafted} />
      <Field {...field('outstandingAmountFen')} hint={t('hints.outstandingAmountFen')} required>
        <TextInput
          width="short"
          inputMode="decimal"
          autoComplete="off"
          className="w-36 text-right"
          defaultValue={view.typed.outstandingAmountFen}
        />
      </Field>
    </>
  );
}
