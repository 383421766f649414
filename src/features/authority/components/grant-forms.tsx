import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { APPLICANT_KINDS } from '@/domain/stage';
import { AmountEntry } from '@/features/amount-entry';
import { labelOf } from '@/i18n/label';
import { askForRaise, makePosting, settleRaiseRequest, takeRaiseBack } from '../actions-grants';
import type { GrantChoices } from '../grants-queries';

type Named = readonly { id: string; name: Label }[];

function PlaceFields({ branches, programmes }: { branches: Named; programmes: Named }) {
  const t = useTranslations('grants');
  const locale = useLocale();
  const options = (rows: Named) => rows.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }));
  // where there is only one, it is chosen already
  const only = (rows: Named) => (rows.length === 1 ? rows[0]?.id : undefined);
  return (
    <>
      <Field name="organisationId" label={t('fields.organisation')} required>
        <Select placeholder={t('choose')} options={options(branches)} defaultValue={only(branches)} />
      </Field>
      <Field name="programmeId" label={t('fields.programme')} required>
        <Select placeholder={t('choose')} options={options(programmes)} defaultValue={only(programmes)} />
      </Field>
    </>
  );
}

function LimitFields() {
  const t = useTranslations('grants');
  return (
    <>
      <Field name="upTo" label={t('fields.upTo')} hint={t('fields.upToHint')}>
        <AmountEntry />
      </Field>
      <div className="flex flex-wrap gap-x-6">
        <Field name="validFrom" label={t('fields.validFrom')} required>
          <DateInput />
        </Field>
        <Field name="lastDay" label={t('fields.lastDay')} hint={t('fields.lastDayHint')} required>
          <DateInput />
        </Field>
      </div>
    </>
  );
}

/** A branch asks that it may decide up to more for some days. */
export function RaiseForm({ choices }: { choices: GrantChoices }) {
  const t = useTranslations('grants');
  const cases = useTranslations('cases');
  return (
    <ActionForm action={askForRaise} aria-label={t('requestRaise')} className="max-w-160">
      <PlaceFields {...choices} />
      <Field name="applicantKind" label={t('fields.applicantKind')}>
        <Select
          placeholder={t('everyKind')}
          options={APPLICANT_KINDS.map((kind) => ({ value: kind, label: cases(`applicantKinds.${kind}`) }))}
        />
      </Field>
      <LimitFields />
      <Field name="approvals" label={t('fields.approvals')} required>
        <TextInput width="short" inputMode="numeric" defaultValue="1" />
      </Field>
      <Field name="reason" label={t('fields.reason')} required>
        <TextArea rows={4} />
      </Field>
      <SubmitButton>{t('sendRequest')}</SubmitButton>
    </ActionForm>
  );
}

/** Head office grants what a branch asked for, under a document number, or refuses it and says why. */
export function SettleRaiseForm({ raiseId }: { raiseId: string }) {
  const t = useTranslations('grants');
  return (
    <ActionForm action={settleRaiseRequest} aria-label={t('settle')} className="max-w-160">
      <input type="hidden" name="raiseId" value={raiseId} />
      <Field name="outcome" label={t('fields.outcome')} required group>
        <RadioGroup
          choices={[
            { value: 'APPROVED', label: t('outcomes.APPROVED') },
            { value: 'REFUSED', label: t('outcomes.REFUSED') },
          ]}
        />
      </Field>
      <Field name="documentNumber" label={t('fields.documentNumber')} hint={t('fields.documentNumberHint')}>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <Field name="remark" label={t('fields.remark')} hint={t('fields.remarkHint')}>
        <TextArea rows={3} />
      </Field>
      <SubmitButton>{t('settle')}</SubmitButton>
    </ActionForm>
  );
}

/** Head office takes a raise back before its last day. */
export function RevokeRaiseForm({ raiseId }: { raiseId: string }) {
  const t = useTranslations('grants');
  return (
    <ActionForm action={takeRaiseBack} aria-label={t('revoke')} className="max-w-160">
      <input type="hidden" name="raiseId" value={raiseId} />
      <Field name="remark" label={t('fields.revokeReason')} hint={t('revokeWhat')} required>
        <TextArea rows={3} />
      </Field>
      <SubmitButton variant="danger">{t('revoke')}</SubmitButton>
    </ActionForm>
  );
}

/** Head office sends one of its approvers to a branch. */
export function PostingForm({ choices }: { choices: GrantChoices }) {
  const t = useTranslations('grants');
  const locale = useLocale();
  return (
    <ActionForm action={makePosting} aria-label={t('makePosting')} className="max-w-160">
      <Field name="userId" label={t('fields.person')} required>
        <Select
          placeholder={t('choose')}
          options={choices.approvers.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
        />
      </Field>
      <PlaceFields {...choices} />
      <LimitFields />
      <Field name="documentNumber" label={t('fields.documentNumber')} required>
        <TextInput width="medium" maxLength={100} />
      </Field>
      <SubmitButton>{t('makePosting')}</SubmitButton>
    </ActionForm>
  );
}
