import { useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';

export type TaskState = 'done' | 'doing' | 'todo' | 'blocked' | 'wrong';

export interface Task {
  name: string;
  href: string;
  state: TaskState;
  /** The word of the state, e.g. done, in progress, three to correct. */
  word: string;
  current?: boolean;
}

const nameTones = {
  done: 'text-ink',
  doing: 'text-accent',
  todo: 'text-accent',
  blocked: 'text-ink-3',
  wrong: 'text-ink',
} as const satisfies Record<TaskState, string>;

const wordTones = {
  done: 'text-ink-2',
  doing: 'text-accent',
  todo: 'text-accent',
  blocked: 'text-ink-3',
  wrong: 'font-bold text-red',
} as const satisfies Record<TaskState, string>;

/**
 * Parts of a long form. The whole row is the link; a blocked part is none. Beside an open part the list folds on
 * narrow screens, so that the form comes first.
 */
export function TaskList({ title, progress, tasks }: { title: string; progress?: string; tasks: readonly Task[] }) {
  const t = useTranslations('common');
  const current = tasks.find((task) => task.current);
  const heading = (
    <h2 className="mb-2 font-bold">
      {title}
      {progress !== undefined && <span className="ml-2 text-sm font-normal text-ink-3">{progress}</span>}
    </h2>
  );
  return (
    <nav aria-label={title}>
      {current !== undefined && (
        <details className="border-b border-rule text-sm lg:hidden">
          <summary className="flex min-h-11 items-center justify-between gap-3">
            <b>{current.name}</b>
            <span className="text-ink-3">{progress}</span>
            <span className="text-accent underline">{t('allParts')}</span>
          </summary>
          <TaskRows tasks={tasks} />
        </details>
      )}
      <div className={cn(current !== undefined && 'max-lg:hidden')}>
        {heading}
        <TaskRows tasks={tasks} />
      </div>
    </nav>
  );
}

function TaskRows({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ol className="border-t border-rule">
      {tasks.map((task) => {
        const row = cn(
          'relative flex justify-between gap-2 border-b border-rule-soft py-1.75 text-base max-md:py-2.75',
          nameTones[task.state],
          task.current &&
            'font-bold text-ink lg:after:absolute lg:after:top-1 lg:after:-right-5.25 lg:after:bottom-1 lg:after:w-[3px] lg:after:bg-accent',
        );
        const word = (
          <span className={cn('text-xs leading-5.5 whitespace-nowrap', wordTones[task.state])}>{task.word}</span>
        );
        return (
          <li key={task.href}>
            {task.state === 'blocked' ? (
              <span className={row}>
                {task.name}
                {word}
              </span>
            ) : (
              <Link href={task.href} aria-current={task.current ? 'page' : undefined} className={row}>
                {task.name}
                {word}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}
