'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea, TextInput } from '@/components/ui/inputs';
import { AmountEntry } from '@/features/amount-entry';
import { useDueDiligenceWords } from '@/i18n/client/due-diligence';
import { useFollowUpWords } from '@/i18n/client/follow-up';
import type { Unsent } from '../entries';

/** A draft to write or go on with, and what its form offers. */
export type FieldTask = { draft: Unsent; managers: { id: string; name: string }[]; consultedOn: string };

interface FieldFormProps {
  task: FieldTask;
  onKeep: (draft: Unsent) => void;
  onCancel: () => void;
}

/** The visit or the monthly report, written on the spot and kept on this phone. The system checks it when it is sent. */
export function FieldForm({ task, onKeep, onCancel }: FieldFormProps) {
  const t = useTranslations('field');
  const { draft } = task;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? '').trim();
    if (draft.kind === 'visit')
      onKeep({
        ...draft,
        values: {
          visitedOn: text('visitedOn'),
          place: text('place'),
          observations: text('observations'),
          visitorIds: typed.getAll('visitorIds').map(String),
        },
      });
    else
      onKeep({
        ...draft,
        values: { progress: text('progress'), fundsUsed: text('fundsUsed'), problems: text('problems') },
      });
  }

  return (
    <form onSubmit={onSubmit} aria-label={t(draft.kind)}>
      <h2 className="mb-1 text-lg font-bold">
        {t(draft.kind)} {draft.kind === 'report' && draft.month}
      </h2>
      <p className="mb-4 text-sm text-ink-2">
        {draft.title} {draft.reference}
      </p>
      {draft.kind === 'visit' ? (
        <VisitFields draft={draft} managers={task.managers} earliest={task.consultedOn} />
      ) : (
        <ReportFields draft={draft} />
      )}
      <p className="sticky bottom-0 flex gap-3 border-t border-rule bg-paper py-3">
        <Button type="submit" variant="primary">
          {t('keep')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </p>
    </form>
  );
}

function VisitFields({
  draft,
  managers,
  earliest,
}: {
  draft: Extract<Unsent, { kind: 'visit' }>;
  managers: FieldTask['managers'];
  earliest: string;
}) {
  const visit = useDueDiligenceWords();
  const { values } = draft;
  return (
    <>
      <Field name="visitedOn" label={visit('visitedOn')} required>
        <DateInput min={earliest} required defaultValue={values.visitedOn} />
      </Field>
      <Field name="place" label={visit('visitPlace')} hint={visit('visitPlaceHint')} required>
        <TextInput required maxLength={100} defaultValue={values.place} />
      </Field>
      <Field name="visitorIds" label={visit('visitVisitors')} hint={visit('visitVisitorsHint')} group required>
        <CheckboxGroup
          choices={managers.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValues={values.visitorIds}
        />
      </Field>
      <Field name="observations" label={visit('observations')} hint={visit('observationsHint')} required>
        <TextArea rows={6} required maxLength={2000} defaultValue={values.observations} />
      </Field>
    </>
  );
}

function ReportFields({ draft }: { draft: Extract<Unsent, { kind: 'report' }> }) {
  const monthly = useFollowUpWords();
  const { values } = draft;
  return (
    <>
      <Field name="progress" label={monthly('report.progress')} hint={monthly('report.progressHint')} required>
        <TextArea rows={5} required maxLength={2000} defaultValue={values.progress} />
      </Field>
      <Field name="fundsUsed" label={monthly('report.fundsUsed')} hint={monthly('report.fundsUsedHint')} required>
        <AmountEntry required defaultValue={values.fundsUsed} />
      </Field>
      <Field name="problems" label={monthly('report.problems')} hint={monthly('report.problemsHint')}>
        <TextArea rows={3} maxLength={2000} defaultValue={values.problems} />
      </Field>
    </>
  );
}
