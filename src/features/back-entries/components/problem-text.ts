import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import { labelOf } from '@/i18n/label';
import type { Problem } from '../entry-queries';
import type { BackEntryView } from '../queries';

export type ProblemWords = { field: string; href: string; label: string; message: string };

/** What stands against handing an entry on, in the reader's words, each with the way to its field. */
export async function sayProblems(view: BackEntryView, formId: string): Promise<ProblemWords[]> {
  const issues = await getTranslations('back-entries.issues');
  const errors = await getTranslations('errors');
  const messageOf = (problem: Problem): string => {
    if (problem.kind === 'RULE') return issues(problem.code, problem.params as never);
    const key = problem.message as never;
    return errors.has(key) ? errors(key, problem.params as never) : errors('invalid');
  };
  const labels = await Promise.all(view.problems.map((problem) => labelOfField(view, problem.field)));
  return view.problems.map((problem, index) => ({
    field: problem.field,
    href: problem.field.startsWith('scan.')
      ? `#scan-${problem.field.slice('scan.'.length)}`
      : `#${formId}-${problem.field.replace(/[^\w-]/g, '_')}`,
    label: labels[index] ?? '',
    message: messageOf(problem),
  }));
}

async function labelOfField(view: BackEntryView, field: string): Promise<string> {
  const t = await getTranslations('back-entries');
  const [group = '', second = '', part = ''] = field.split('.');
  if (group === 'scan') {
    const requirement = view.requirements.find((row) => row.code === second);
    return requirement ? labelOf(requirement.name, await getLocale()) : second;
  }
  if (group === 'payments' || group === 'repayments')
    return t(`${group.slice(0, -1)}.${part}` as never, { number: Number(second) + 1 } as never);
  const household = view.applicantKind === 'HOUSEHOLD';
  if (field === 'number' && !household) return t('fields.creditCode');
  if (field === 'name' && !household) return t('fields.entityName');
  return t(`fields.${field}` as never);
}
