import { getTranslations } from 'next-intl/server';
import { TaskList } from '@/components/ui/task-list';
import type { Actor } from '@/domain/actor';
import { PARTS, type Part, partState } from '../parts';
import type { Registration } from '../registration-queries';

/** The parts of a registration with how far each is, and checking the answers, which is shut until all are done. */
export async function RegistrationTasks({
  actor,
  registration,
  current,
}: {
  actor: Actor;
  registration: Registration;
  current?: Part | 'check';
}) {
  const t = await getTranslations('consultations');
  const { id, kind, values, form } = registration;
  const base = `/cases/new/${id}`;
  // where no financier runs the programme there is nothing to choose and no way on
  const shut = (part: Part) => part === 'branch' && form.branches.length === 0 && actor.scope.kind !== 'FINANCIER';
  const states = PARTS.map((part) => ({
    part,
    state: shut(part) ? ('blocked' as const) : partState(part, kind, values),
  }));
  const done = states.filter(({ state }) => state === 'done').length;
  const ready = done === PARTS.length;
  return (
    <TaskList
      title={t('tasks.title')}
      progress={t('tasks.progress', { done, total: PARTS.length })}
      tasks={[
        ...states.map(({ part, state }) => ({
          name: t(`sections.${part}`),
          href: `${base}/${part}`,
          state,
          word: t(`tasks.${state}`),
          current: part === current,
        })),
        {
          name: t('tasks.check'),
          href: `${base}/check`,
          state: ready ? 'todo' : 'blocked',
          word: t(ready ? 'tasks.todo' : 'tasks.blocked'),
          current: current === 'check',
        },
      ]}
    />
  );
}
