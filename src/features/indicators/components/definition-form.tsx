import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { AGGREGATIONS, FACTORS, INDICATOR_UNITS, READINGS, SEGMENTS } from '@/domain/indicator';
import { COUNTABLES } from '@/domain/measures';
import { APPLICANT_KINDS, STAGES } from '@/domain/stage';
import { change, define, end } from '../actions';
import type { Indicator } from '../definitions';

const BETTER = ['MORE', 'LESS', 'NEITHER'] as const;
const betterOf = (moreIsBetter: boolean | null) => (moreIsBetter === null ? 'NEITHER' : moreIsBetter ? 'MORE' : 'LESS');

/** Defines a new indicator, or another version of one that there is. */
export function DefinitionForm({ known, validFrom }: { known?: Indicator; validFrom: Day }) {
  const t = useTranslations('indicators');
  return (
    <ActionForm action={known ? change : define} aria-label={t(known ? 'change' : 'new')} className="max-w-160">
      {known ? (
        <input type="hidden" name="code" value={known.code} />
      ) : (
        <Field name="code" label={t('code')} hint={t('codeHint')} required>
          <TextInput width="medium" maxLength={40} autoComplete="off" />
        </Field>
      )}
      <WordFields known={known} />
      <MadeFields known={known} />
      <FilterFields known={known} />
      <Field name="better" label={t('better')} required>
        <Select
          defaultValue={betterOf(known?.moreIsBetter ?? null)}
          options={BETTER.map((value) => ({ value, label: t(`betters.${value}`) }))}
        />
      </Field>
      <Field name="validFrom" label={t('validFrom')} hint={t(known ? 'changeFromHint' : 'validFromHint')} required>
        <DateInput defaultValue={validFrom} />
      </Field>
      <SubmitButton>{t(known ? 'changeSubmit' : 'defineSubmit')}</SubmitButton>
    </ActionForm>
  );
}

type Known = { known: Indicator | undefined };

function WordFields({ known }: Known) {
  const t = useTranslations('indicators');
  return (
    <>
      <Field name="nameZh" label={t('nameZh')} required>
        <TextInput maxLength={40} defaultValue={known?.name.zh} />
      </Field>
      <Field name="nameEn" label={t('nameEn')}>
        <TextInput maxLength={80} defaultValue={known?.name.en} />
      </Field>
      <Field name="descriptionZh" label={t('descriptionZh')} hint={t('descriptionHint')} required>
        <TextArea rows={2} maxLength={500} defaultValue={known?.description.zh} />
      </Field>
      <Field name="descriptionEn" label={t('descriptionEn')}>
        <TextArea rows={2} maxLength={500} defaultValue={known?.description.en} />
      </Field>
      <Field name="source" label={t('source')} hint={t('sourceHint')} required>
        <TextInput maxLength={200} defaultValue={known?.source} />
      </Field>
    </>
  );
}

function MadeFields({ known }: Known) {
  const t = useTranslations('indicators');
  const measures = useTranslations('cases.measures');
  const body = known?.body;
  const options = COUNTABLES.map((value) => ({ value: value as string, label: measures(value) }));
  return (
    <>
      <Field name="aggregation" label={t('aggregation')} required>
        <Select
          defaultValue={body?.aggregation ?? 'RATIO'}
          options={AGGREGATIONS.map((value) => ({ value, label: t(`aggregations.${value}`) }))}
        />
      </Field>
      <Field name="numerator" label={t('numerator')} hint={t('numeratorHint')} required>
        <Select width="long" placeholder={t('choose')} defaultValue={body?.numerator ?? ''} options={options} />
      </Field>
      <Field name="denominator" label={t('denominator')} hint={t('denominatorHint')}>
        <Select
          width="long"
          placeholder={t('none')}
          defaultValue={body?.denominator ?? ''}
          options={[{ value: 'TARGET', label: t('target') }, ...options]}
        />
      </Field>
      <Field name="factor" label={t('factor')} hint={t('factorHint')} required>
        <Select
          defaultValue={`${body?.factor ?? 100}`}
          options={FACTORS.map((value) => ({ value: `${value}`, label: `${value}` }))}
        />
      </Field>
      <Field name="unit" label={t('unit')} required>
        <Select
          defaultValue={body?.unit ?? 'PERCENT'}
          options={INDICATOR_UNITS.map((value) => ({ value, label: t(`units.${value}`) }))}
        />
      </Field>
      <Field name="reading" label={t('reading')} hint={t('readingHint')} required>
        <Select
          defaultValue={body?.reading ?? 'STOCK'}
          options={READINGS.map((value) => ({ value, label: t(`readings.${value}`) }))}
        />
      </Field>
    </>
  );
}

function FilterFields({ known }: Known) {
  const t = useTranslations('indicators');
  const figures = useTranslations('figures');
  const cases = useTranslations('cases');
  const body = known?.body;
  return (
    <>
      <Field name="stage" label={t('stage')} hint={t('stageHint')}>
        <Select
          placeholder={t('none')}
          defaultValue={body?.stage ?? ''}
          options={STAGES.map((value) => ({ value, label: cases(`stages.${value}`) }))}
        />
      </Field>
      <Field name="segment" label={t('segment')}>
        <Select
          placeholder={t('everySegment')}
          defaultValue={body?.segment ?? ''}
          options={SEGMENTS.map((value) => ({ value, label: figures(`segments.${value}`) }))}
        />
      </Field>
      <Field name="kinds" label={t('kinds')} hint={t('kindsHint')} group>
        <CheckboxGroup
          defaultValues={body?.kinds ?? []}
          choices={APPLICANT_KINDS.map((value) => ({ value, label: cases(`applicantKinds.${value}`) }))}
        />
      </Field>
    </>
  );
}

/** Ends an indicator: from the day on it is read no more. */
export function EndForm({ code }: { code: string }) {
  const t = useTranslations('indicators');
  return (
    <ActionForm action={end} aria-label={t('end')} className="max-w-160">
      <input type="hidden" name="code" value={code} />
      <Field name="validTo" label={t('validTo')} hint={t('endWhat')} required>
        <DateInput />
      </Field>
      <SubmitButton variant="danger">{t('end')}</SubmitButton>
    </ActionForm>
  );
}
