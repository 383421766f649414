import { getTranslations } from 'next-intl/server';
import { TaskList, type TaskState } from '@/components/ui/task-list';
import { missingParts } from '@/domain/due-diligence-report';
import { scoreReport } from '@/domain/scoring';
import type { ReportForm } from '../queries';
import { EMPTY_REPORT } from '../report-rows';
import { FORM_PARTS, type FormPart } from './report-form';

/** The parts of the report with what is saved of each. */
export async function ReportIndex({ form }: { form: ReportForm }) {
  const t = await getTranslations('due-diligence');
  const { view } = form;
  const content = form.start ?? EMPTY_REPORT;
  const missing = missingParts(view.items, content);
  const answered = view.items.length - scoreReport(view.items, content.answers).missing.length;
  const stateOf = (part: FormPart): TaskState => {
    const owed: readonly string[] = FORM_PARTS[part];
    if (owed.length === 0) return content.conditions.length > 0 ? 'done' : 'todo';
    const open = missing.filter((name) => owed.includes(name)).length;
    if (open === 0) return 'done';
    return open < owed.length || (part === 'items' && answered > 0) ? 'doing' : 'todo';
  };
  const tasks = (Object.keys(FORM_PARTS) as FormPart[]).map((part) => {
    const state = stateOf(part);
    return {
      name: t(`formPart.${part}`),
      href: `#part-${part}`,
      state,
      word:
        part === 'conditions' && state === 'todo' ? t('optional') : t(`state.${state === 'wrong' ? 'doing' : state}`),
    };
  });
  return (
    <>
      <TaskList
        title={t('reportParts')}
        progress={t('progress', { done: tasks.filter((task) => task.state === 'done').length, total: tasks.length })}
        tasks={tasks}
      />
      <p className="mt-3 text-xs text-ink-3">{t('reportPartsNote')}</p>
    </>
  );
}
