import { PERMISSION_NAMES, PERMISSIONS, type Permission, type Role } from '@/domain/permissions';
import { STAGES, type Stage, transitionOf, VERBS, type Verb } from '@/domain/stage';
import { stageWorkers } from '@/domain/waiting';

export type RoleDuties = {
  /** what the role may do with a case in each stage, in the order of the stages; stages without anything are left out */
  stages: { stage: Stage; verbs: Verb[] }[];
  /** everything else it may do: permissions that no button of a stage stands for */
  others: Permission[];
};

const TAKEN_BY_VERBS: readonly Permission[] = VERBS.map((verb) => transitionOf(verb).permission);

/** Whose turn it can be in a stage; who reviews at acceptance stands in the definition of the programme. */
const worksAt = (role: Role, stage: Stage): boolean =>
  stage === 'ACCEPTANCE'
    ? (PERMISSIONS['case.accept'] as readonly Role[]).includes(role)
    : stageWorkers(stage).includes(role);

/** What a role may do, read off the table of permissions and the table of stages. */
export function dutiesOf(role: Role): RoleDuties {
  const holds = (permission: Permission) => (PERMISSIONS[permission] as readonly Role[]).includes(role);
  const verbsAt = (stage: Stage) =>
    VERBS.filter((verb) => {
      const row = transitionOf(verb);
      const works = !row.needs.includes('YOUR_TURN') || worksAt(role, stage);
      return !row.automatic && row.from.includes(stage) && holds(row.permission) && works;
    });
  return {
    stages: STAGES.map((stage) => ({ stage, verbs: verbsAt(stage) })).filter(({ verbs }) => verbs.length > 0),
    others: PERMISSION_NAMES.filter((permission) => holds(permission) && !TAKEN_BY_VERBS.includes(permission)),
  };
}
