import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { DataList } from '@/components/ui/data-list';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ReviewedLine } from '@/domain/fund-import';
import { formatAmount, MISSING } from '@/domain/money';
import { AmountEntry } from '@/features/amount-entry';
import { setLineAction } from '../actions';
import { describeIssue } from '../issue-text';
import type { FoundImport, Village } from '../queries-import';

/** One line of the file and what becomes of it: taken as read, another amount, left out; its kind and its village. */
export async function LinePanel({ found, line }: { found: FoundImport; line: ReviewedLine }) {
  const t = await getTranslations('projects');
  const { batch, villages } = found;
  const { table } = batch.state;
  const unit = table?.unit ?? 'YUAN';
  const wrongAmount = line.amountFen === null;
  const mustSkip = line.issues.some(({ severity, field }) => severity === 'MUST_FIX' && field !== 'amount');
  const treatment =
    line.skipped || mustSkip ? 'SKIP' : wrongAmount || line.decision?.amountText != null ? 'AMOUNT' : 'ACCEPT';
  const choices = [
    ...(wrongAmount || mustSkip
      ? []
      : [
          {
            value: 'ACCEPT',
            label: t('panel.acceptAmount', { amount: formatAmount(line.amountFen, unit), unit: t(`units.${unit}`) }),
          },
        ]),
    ...(mustSkip
      ? []
      : [
          {
            value: 'AMOUNT',
            label: t('panel.AMOUNT'),
            children: (
              <Field name="amountText" label={t('panel.amount')} className="mb-1">
                <AmountEntry unit={unit} defaultValue={line.decision?.amountText ?? ''} />
              </Field>
            ),
          },
        ]),
    {
      value: 'SKIP',
      label: t('panel.SKIP'),
      children: (
        <Field name="skipReason" label={t('panel.reason')} className="mb-1">
          <TextInput width="full" defaultValue={line.decision?.skipReason ?? ''} />
        </Field>
      ),
    },
  ];
  return (
    <section
      id="line"
      aria-label={t('panel.lineTitle', { row: line.row })}
      className="border-t-3 border-accent bg-wash px-4 pt-2.5 pb-3.5"
    >
      <SectionHead note={line.projectName ?? MISSING}>{t('panel.lineTitle', { row: line.row })}</SectionHead>
      {line.issues.map((issue) => (
        <DataList
          key={`${issue.column}-${issue.code}`}
          columns={1}
          className="mb-2 border-t border-rule"
          facts={[
            { label: `${issue.column ?? ''}${issue.row}`, value: describeIssue(t, issue) },
            { label: t('panel.original'), value: issue.original.trim() || t('preview.empty') },
          ]}
        />
      ))}
      {line.earlier && (
        <p className="mb-2 font-bold text-red">
          {line.earlier.confirmedOn === null
            ? t('panel.earlierPool')
            : t('panel.earlier', { day: line.earlier.confirmedOn, title: line.earlier.title ?? '' })}
        </p>
      )}
      <ActionForm
        action={setLineAction}
        aria-label={t('panel.lineTitle', { row: line.row })}
        key={`${line.row}-${batch.version}`}
      >
        <input type="hidden" name="batchId" value={batch.id} />
        <input type="hidden" name="version" value={batch.version} />
        <input type="hidden" name="row" value={line.row} />
        <input type="hidden" name="unit" value={unit} />
        <Field name="kind" label={t('panel.kind')} group>
          <RadioGroup
            defaultValue={line.kind}
            choices={[
              { value: 'PROJECT', label: t('kinds.PROJECT') },
              { value: 'SUBSIDY', label: t('kinds.SUBSIDY') },
            ]}
          />
        </Field>
        {villages.length > 0 && (
          <Field name="villageId" label={t('panel.village')}>
            <Select
              width="full"
              placeholder={t('panel.villageKeep')}
              options={villageOptions(villages, line, t('panel.villageNear'))}
              defaultValue={line.villageId === null ? '' : String(line.villageId)}
            />
          </Field>
        )}
        <Field name="treatment" label={t('panel.treatment')} group>
          <RadioGroup defaultValue={treatment} choices={choices} />
        </Field>
        <SubmitButton variant="default">{t('panel.save')}</SubmitButton>
      </ActionForm>
    </section>
  );
}

/** Near names first, then every village with its township. */
function villageOptions(villages: readonly Village[], line: ReviewedLine, near: string) {
  const isNear = ({ regionId }: Village) => line.villageChoices.includes(regionId);
  return [...villages.filter(isNear), ...villages.filter((village) => !isNear(village))].map((village) => ({
    value: village.id,
    label: `${village.townshipName ?? ''} ${village.name}${isNear(village) ? ` (${near})` : ''}`.trim(),
  }));
}
