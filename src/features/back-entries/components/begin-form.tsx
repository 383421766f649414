import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ApplicantKind } from '@/domain/stage';
import type { RegistrationForm } from '@/features/consultations/queries';
import { labelOf } from '@/i18n/label';
import { start } from '../actions';

interface BeginFormProps {
  form: RegistrationForm;
  chosen: { programmeId: string; kind: ApplicantKind; townshipId: number };
  changeHref: string;
  /** a financier's own person has one branch, their own */
  ownBranch: boolean;
}

/** Second step of a new entry: which paper file it is and where the case stands; the rest is filled in afterwards. */
export async function BeginForm({ form, chosen, changeHref, ownBranch }: BeginFormProps) {
  const t = await getTranslations('back-entries');
  const words = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  if (form.branches.length === 0) return <SayBar tone="amber">{words('fields.branchNone')}</SayBar>;
  return (
    <ActionForm action={start} aria-label={t('start.title')} className="max-w-120">
      <input type="hidden" name="programmeId" value={chosen.programmeId} />
      <input type="hidden" name="townshipId" value={chosen.townshipId} />
      <input type="hidden" name="kind" value={chosen.kind} />
      <p className="mb-4 flex flex-wrap gap-x-4 border-b border-rule pb-2 text-ink-2">
        <span>{labelOf(form.programmeName, locale)}</span>
        <span>{cases(`applicantKinds.${chosen.kind}`)}</span>
        <span>{form.townshipName}</span>
        <Link href={changeHref}>{words('start.change')}</Link>
      </p>
      <p className="mb-4 text-ink-2">{t('start.introTwo')}</p>
      {form.villages.length > 0 && (
        <Field name="villageId" label={words('fields.village')}>
          <Select
            placeholder={words('fields.wholeTownship')}
            defaultValue={form.villages.length === 1 ? String(form.villages[0]?.id) : ''}
            options={form.villages.map((row) => ({ value: String(row.id), label: row.name }))}
          />
        </Field>
      )}
      {!ownBranch && (
        <Field name="branchId" label={words('fields.branch')} required>
          <Select
            width="long"
            placeholder={t('choose')}
            defaultValue={form.branches.length === 1 ? form.branches[0]?.id : ''}
            options={form.branches.map((branch) => ({ value: branch.id, label: labelOf(branch.name, locale) }))}
          />
        </Field>
      )}
      <Field name="paperReference" label={t('start.paper')} hint={t('start.paperHint')} required>
        <TextInput width="medium" autoComplete="off" />
      </Field>
      <Field name="stage" label={t('start.stage')} hint={t('start.stageHint')} required>
        <Select
          placeholder={t('choose')}
          options={form.stages.map((stage) => ({ value: stage, label: cases(`stages.${stage}`) }))}
        />
      </Field>
      <SubmitButton>{t('start.submit')}</SubmitButton>
    </ActionForm>
  );
}
