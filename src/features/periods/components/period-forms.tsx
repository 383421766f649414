import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { report, review, sendBack, sign } from '../actions';
import type { PeriodView } from '../queries-report';

const MOST_WORDS = 500;

/** What this person may do with the report now; for others who it waits for. */
export function PeriodPanels({ view }: { view: PeriodView }) {
  const t = useTranslations('periods');
  const { may } = view;
  const isIdle = !Object.values(may).some(Boolean);
  return (
    <div className="space-y-4">
      {may.report && <ReportPanel view={view} />}
      {may.review && (
        <ConfirmPanel title={t('review')} why={t('reviewWhy')}>
          <StepForm view={view} kind="review" />
        </ConfirmPanel>
      )}
      {may.sign && (
        <ConfirmPanel title={t('sign')} why={t('signWhy')}>
          <StepForm view={view} kind="sign" />
        </ConfirmPanel>
      )}
      {may.sendBack && (
        <ConfirmPanel title={t('sendBack')} why={t('sendBackWhy')}>
          <StepForm view={view} kind="sendBack" />
        </ConfirmPanel>
      )}
      {isIdle && <p className="text-sm text-ink-2">{t(`waits.${view.cell.state}`)}</p>}
    </div>
  );
}

/** Nothing is typed but a remark; places below that have not signed are left out by name and for a reason. */
function ReportPanel({ view }: { view: PeriodView }) {
  const t = useTranslations('periods');
  const { place, cell, programme, below } = view;
  const unsigned = below.filter((row) => row.cell.state !== 'SIGNED');
  return (
    <ConfirmPanel title={t('report')} why={t('reportWhy')}>
      <ActionForm action={report} aria-label={t('report')}>
        <input type="hidden" name="programmeId" value={programme.id} />
        <input type="hidden" name="regionId" value={place.regionId} />
        <input type="hidden" name="period" value={cell.period} />
        {unsigned.length > 0 && (
          <Field name="without[]" label={t('without')} hint={t('withoutHint')} group>
            <CheckboxGroup
              choices={unsigned.map((row) => ({
                value: String(row.place.regionId),
                label: row.place.name,
                hint: t(`states.${row.cell.state}`),
              }))}
            />
          </Field>
        )}
        <Field name="remark" label={t('remark')} hint={t('remarkHint')}>
          <TextArea rows={2} maxLength={MOST_WORDS} />
        </Field>
        <SubmitButton>{t('reportSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

const ACTIONS = { review, sign, sendBack } as const;

function StepForm({ view, kind }: { view: PeriodView; kind: keyof typeof ACTIONS }) {
  const t = useTranslations('periods');
  if (!view.report) return null;
  const isBack = kind === 'sendBack';
  return (
    <ActionForm action={ACTIONS[kind]} aria-label={t(kind)}>
      <input type="hidden" name="reportId" value={view.report.id} />
      <input type="hidden" name="version" value={view.report.version} />
      <Field name="remark" label={t(isBack ? 'reason' : 'remark')} required={isBack}>
        <TextArea rows={2} maxLength={MOST_WORDS} />
      </Field>
      <SubmitButton variant={isBack ? 'default' : 'primary'}>{t(`${kind}Submit`)}</SubmitButton>
    </ActionForm>
  );
}
