import { getTranslations } from 'next-intl/server';
import { TaskList } from '@/components/ui/task-list';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { DueDiligenceView } from '../queries';
import { type TaskName, tasksOf } from '../tasks';

/** The work of the stage with its states. */
export async function DueDiligenceTasks({
  view,
  actor,
  today,
  current,
}: {
  view: DueDiligenceView;
  actor: Actor;
  today: Day;
  current?: TaskName;
}) {
  const t = await getTranslations('due-diligence');
  const tasks = tasksOf(view, actor, today);
  return (
    <>
      <TaskList
        title={t('tasks')}
        progress={t('progress', { done: tasks.filter((task) => task.state === 'done').length, total: tasks.length })}
        tasks={tasks.map((task) => ({
          ...task,
          name: t(`task.${task.name}`),
          word: t(`state.${task.state}`),
          current: task.name === current,
        }))}
      />
      <p className="mt-3 text-xs text-ink-3">{t('tasksNote')}</p>
    </>
  );
}
