import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { missingParts } from '@/domain/due-diligence-report';
import { checkGate } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { stageIndex, transitionOf } from '@/domain/stage';
import type { DueDiligenceView } from './queries';
import { editRefusal, workRefusal } from './work-refusal';

export const TASKS = ['assign', 'visit', 'report', 'confirm', 'recommend'] as const;
export type TaskName = (typeof TASKS)[number];
export type TaskView = { name: TaskName; state: 'done' | 'doing' | 'todo' | 'blocked'; href: string };

type State = TaskView['state'];

/** True when the lead of the handling branch may give the case to managers now. */
export function mayAssign({ facts }: Pick<DueDiligenceView, 'facts'>, actor: Actor): boolean {
  return (
    can(actor, 'case.assign') &&
    actor.organisation.id === facts.handlingOrganisationId &&
    transitionOf('assign').from.includes(facts.stage) &&
    facts.status === 'OPEN' &&
    !facts.conflicts.includes(actor.userId)
  );
}

function statesOf(view: DueDiligenceView, actor: Actor, today: Day): Record<TaskName, State> {
  const { facts, report, items, visits } = view;
  if (stageIndex(facts.stage) > stageIndex('DUE_DILIGENCE'))
    return {
      assign: facts.assignments.length >= 2 ? 'done' : 'todo',
      visit: 'done',
      report: 'done',
      confirm: 'done',
      recommend: 'done',
    };
  const assigned = facts.assignments.length >= 2;
  const standing = facts.report !== null && report !== null;
  const whole = standing && missingParts(items, report.content).length === 0;
  const confirmed = standing && report.status === 'CONFIRMED';
  const shut = transitionOf('recommend')
    .needs.filter((gate) => gate !== 'YOU_ARE_ASSIGNED')
    .some((gate) => checkGate(gate, facts, actor, today) !== null);
  const unlessDone = (done: boolean, open: State): State => (done ? 'done' : assigned ? open : 'blocked');
  return {
    assign: assigned ? 'done' : 'todo',
    visit: unlessDone(
      assigned && !checkGate('SITE_VISITED', facts, actor, today),
      visits.length > 0 ? 'doing' : 'todo',
    ),
    report: unlessDone(whole, standing ? 'doing' : 'todo'),
    confirm: unlessDone(confirmed, whole ? 'todo' : 'blocked'),
    recommend: shut ? 'blocked' : 'todo',
  };
}

/** The work of this stage in its order; each leads to where this person does it, or to where it can be read. */
export function tasksOf(view: DueDiligenceView, actor: Actor, today: Day): TaskView[] {
  const base = `/cases/${view.facts.id}/due-diligence`;
  const states = statesOf(view, actor, today);
  const hrefs = {
    assign: mayAssign(view, actor) ? `${base}/assign` : `${base}#managers`,
    visit: workRefusal(view, actor) === null ? `${base}/visit` : `${base}#visits`,
    report: editRefusal(view, actor) === null ? `${base}/report` : `${base}#report`,
    confirm: `${base}#confirm`,
    recommend: `${base}#recommend`,
  } as const satisfies Record<TaskName, string>;
  return TASKS.map((name) => ({ name, state: states[name], href: hrefs[name] }));
}
