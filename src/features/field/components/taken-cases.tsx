'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { caseEntryId, type TakenCase, type Unsent } from '../entries';
import type { FieldTask } from './field-form';

interface TakenCasesProps {
  cases: readonly TakenCase[];
  unsent: readonly Unsent[];
  onOpen: (task: FieldTask) => void;
  onForget: (entryId: string) => void;
}

/** The cases on this phone with what can be written for each; a draft that is there already is gone on with. */
export function TakenCases({ cases, unsent, onOpen, onForget }: TakenCasesProps) {
  const t = useTranslations('field');
  if (cases.length === 0) return <EmptyState title={t('casesEmpty')}>{t('casesEmptyNext')}</EmptyState>;
  return (
    <ul className="border-t border-rule">
      {cases.map((taken) => (
        <li key={taken.caseId} className="border-b border-rule py-3">
          <b className="block">{taken.title}</b>
          <span className="block text-sm text-ink-2">
            {taken.reference} {taken.place}
          </span>
          {taken.missing.length > 0 && (
            <span className="block text-sm text-ink-2">
              {t('missing', { names: taken.missing.join(t('separator')) })}
            </span>
          )}
          <span className="mt-2 flex flex-wrap gap-2">
            {taken.visit && (
              <Button size="small" onClick={() => onOpen(visitTask(taken, unsent))}>
                {t('visit')}
              </Button>
            )}
            {taken.reports.map((report) => (
              <Button key={report.id} size="small" onClick={() => onOpen(reportTask(taken, report, unsent))}>
                {t('reportOf', { month: report.month })}
              </Button>
            ))}
            <Button variant="text" size="small" onClick={() => onForget(caseEntryId(taken.caseId))}>
              {t('putBack')}
              <span className="sr-only">{taken.title}</span>
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function visitTask(taken: TakenCase, unsent: readonly Unsent[]): FieldTask {
  const { caseId, reference, title, visit } = taken;
  const managers = visit?.managers ?? [];
  const begun = unsent.find((draft) => draft.kind === 'visit' && draft.caseId === caseId);
  return {
    managers,
    consultedOn: visit?.consultedOn ?? '',
    draft: begun ?? {
      kind: 'visit',
      caseId,
      reference,
      title,
      knownVisitIds: visit?.visitIds ?? [],
      values: { visitedOn: '', place: taken.place, observations: '', visitorIds: managers.map(({ id }) => id) },
    },
  };
}

function reportTask(taken: TakenCase, report: TakenCase['reports'][number], unsent: readonly Unsent[]): FieldTask {
  const { caseId, reference, title } = taken;
  const begun = unsent.find((draft) => draft.kind === 'report' && draft.reportId === report.id);
  const { id: reportId, month, ...values } = report;
  return {
    managers: [],
    consultedOn: '',
    draft: begun ?? { kind: 'report', caseId, reference, title, reportId, month, values },
  };
}
