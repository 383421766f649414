import { STAGES, type Stage } from '@/domain/stage';
import type { Applicants } from './applicants';
import { buildWorks, collect, release } from './books';
import { morning } from './days';
import { Life, type World } from './life';
import type { Value } from './rows';

const RATE_BPS = 435;
const TERM_MONTHS = 12;
const LIMIT_DAYS = 5;
/** How many in a thousand end at each stage, and how many are sent back one stage from it. */
const ENDS: Partial<Record<Stage, number>> = {
  CONSULTATION: 200,
  ACCEPTANCE: 220,
  DUE_DILIGENCE: 60,
  DECISION: 110,
  CONTRACT: 30,
};
const RETURNS: Partial<Record<Stage, number>> = { ACCEPTANCE: 40, DECISION: 25 };
const WAITING: Record<Stage, { task: string; roles: readonly string[] }> = {
  CONSULTATION: {
    task: 'COMPLETE_CONSULTATION',
    roles: ['STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  },
  ACCEPTANCE: { task: 'ACCEPT', roles: ['COUNTY_OFFICIAL'] },
  DUE_DILIGENCE: { task: 'ASSIGN', roles: ['CREDIT_LEAD'] },
  DECISION: { task: 'DECIDE', roles: ['APPROVER'] },
  CONTRACT: { task: 'DRAFT_CONTRACT', roles: ['ACCOUNT_MANAGER'] },
  DISBURSEMENT: { task: 'REQUEST_PAYMENT', roles: ['DISBURSEMENT_CLERK'] },
  FOLLOW_UP: { task: 'COLLECT_REPAYMENT', roles: ['DISBURSEMENT_CLERK', 'ACCOUNT_MANAGER'] },
};

/** How long a case stays at a stage, how it may end there, and what leads on. */
type Step = {
  days: readonly [least: number, most: number];
  end: (life: Life) => void;
  go: (life: Life, to: Stage) => void;
};
const STEPS: Partial<Record<Stage, Step>> = {
  CONSULTATION: {
    days: [0, 4],
    end: (life) => life.end('case.withdrawn', 'withdraw', 'WITHDRAWN', life.world.county.officialId),
    go: (life, to) => life.move(to, 'case.submitted', { verb: 'submit' }, life.world.county.officialId),
  },
  ACCEPTANCE: {
    days: [0, 5],
    end: (life) => life.end('case.declined', 'decline', 'DECLINED', life.world.county.officialId),
    go: (life, to) => {
      life.move(to, 'case.accepted', { verb: 'accept' }, life.world.county.officialId);
      if (to === 'DECISION') life.recommended = life.amount;
    },
  },
  DUE_DILIGENCE: {
    days: [2, 14],
    end: (life) => life.end('case.withdrawn', 'withdraw', 'WITHDRAWN', life.branch.people.manager),
    go: (life, to) => {
      life.recommended = life.amount;
      const payload = { verb: 'recommend', recommendedAmountFen: String(life.amount) };
      life.move(to, 'case.recommended', payload, life.branch.people.manager);
    },
  },
  DECISION: {
    days: [1, 7],
    end: (life) => life.end('case.declined', 'decline', 'DECLINED', life.branch.people.approver),
    go: approve,
  },
  CONTRACT: { days: [1, 10], end: lapse, go: sign },
  DISBURSEMENT: { days: [0, 6], end: () => undefined, go: (life, to) => release(life, to) },
};

/** Makes one case with all its rows, from its consultation to wherever it stands on the last day. */
export function liveCase(world: World, serial: number, applicants: Applicants): void {
  const life = new Life(world, serial);
  applicants.give(life);
  const payload = { to: 'CONSULTATION', reached: ['CONSULTATION'], requestedAmountFen: String(life.amount) };
  life.tell('case.opened', payload, world.county.officialId);
  carry(life);
  writeCase(life);
  if (life.approvedOn !== null) writeApproval(life, life.approvedOn);
}

function carry(life: Life): void {
  const { random } = life.world;
  const { stages } = life.programme;
  let isReturned = false;
  while (life.stage !== 'FOLLOW_UP') {
    const { days, end, go } = STEPS[life.stage] as Step;
    if (!life.wait(...days)) return;
    if (random.happens((ENDS[life.stage] ?? 0) / 1000)) {
      end(life);
      return;
    }
    const at = stages.indexOf(life.stage);
    if (!isReturned && random.happens((RETURNS[life.stage] ?? 0) / 1000)) {
      isReturned = true;
      const to = stages[at - 1] as Stage;
      const by = life.stage === 'DECISION' ? life.branch.people.approver : life.world.county.officialId;
      life.move(to, 'case.returned', { verb: 'return', returnedTo: to }, by);
    } else go(life, stages[at + 1] as Stage);
  }
  if (life.programme.isGrant) buildWorks(life);
  else collect(life, RATE_BPS);
}

function approve(life: Life, to: Stage): void {
  life.approved = life.amount;
  life.approvedOn = life.day;
  // where nothing is contracted the approval is what may be paid
  if (to === 'DISBURSEMENT') life.contracted = life.amount;
  const payload = { verb: 'approve', amountFen: String(life.amount), termMonths: TERM_MONTHS, rateBps: RATE_BPS };
  life.move(to, 'case.approved', payload, life.branch.people.approver);
}

function lapse(life: Life): void {
  const payload = { voidedApprovals: 1, voidedApprovedFen: String(life.approved) };
  life.end('case.lapsed', 'lapse', 'LAPSED', life.branch.people.manager, payload);
  life.approved = null;
}

function sign(life: Life, to: Stage): void {
  const { people } = life.branch;
  const { writers, ids } = life.world;
  const signedAt = morning(life.day);
  const contractId = ids.make(signedAt);
  life.contracted = life.amount;
  life.move(to, 'contract.signed', { verb: 'sign', amountFen: String(life.amount) }, people.manager);
  writers.contract.write([
    contractId,
    life.id,
    null,
    'SIGNED',
    '示例金融机构',
    life.name.applicant.text,
    life.amount,
    TERM_MONTHS,
    RATE_BPS,
    'BULLET',
    'NONE',
    life.day,
    people.manager,
    signedAt,
    people.second,
    signedAt,
  ]);
}

function writeCase(life: Life): void {
  const { branch, name, amount, world, isOpen } = life;
  const { county, days, ids, writers } = world;
  const waiting = WAITING[life.stage];
  const handedOnAt = morning(isOpen ? life.enteredOn : life.day, 5);
  const hasLimit = life.stage !== 'FOLLOW_UP';
  const handling = branch.countyBranchId ?? branch.financierId;
  const terms = (fen: number | null): Value[] => (fen === null ? [null, null, null] : [fen, TERM_MONTHS, RATE_BPS]);
  const year = days.text(life.consultedOn).slice(0, 4);
  writers.case_record.write([
    life.id,
    `${life.programme.code}-${county.code}-${year}-L${String(life.serial).padStart(6, '0')}`,
    life.programme.id,
    life.programme.definitionByProvince[county.provinceId] ?? null,
    county.provinceId,
    county.cityId,
    county.id,
    county.townshipIds[life.township] as number,
    branch.financierId,
    branch.provincialBranchId,
    branch.countyBranchId,
    handling,
    STAGES.indexOf(life.furthest) >= STAGES.indexOf('DECISION') ? handling : null,
    life.kind,
    life.personId,
    life.entityId,
    name.applicant.text,
    name.title.text,
    name.title.pinyin,
    name.title.initials,
    name.title.pairs,
    '流动资金',
    '{}',
    name.applicant.text,
    life.account,
    amount,
    TERM_MONTHS,
    ...terms(life.recommended),
    ...terms(life.approved),
    life.contracted,
    life.disbursed,
    life.outstanding,
    life.stage,
    isOpen ? 'OPEN' : 'CLOSED',
    life.outcome,
    life.furthest,
    life.version,
    isOpen && hasLimit ? days.workdayFrom(life.enteredOn + LIMIT_DAYS + 2) : null,
    life.handedOnBy,
    isOpen ? waiting.task : null,
    isOpen ? waiting.roles : [],
    [],
    isOpen && life.stage === 'DECISION' ? handling : null,
    handedOnAt,
    handedOnAt,
    life.consultedOn,
    county.officialId,
    morning(life.consultedOn),
  ]);
  const enteredAt = morning(life.enteredOn);
  writers.stage_visit.write([
    ids.make(enteredAt),
    life.id,
    life.stage,
    life.visits,
    enteredAt,
    isOpen ? null : morning(life.day),
    isOpen ? null : life.handedOnBy,
    hasLimit ? LIMIT_DAYS : null,
  ]);
}

/** The approval of an approved case; a lapsed one voids it. */
function writeApproval(life: Life, approvedOn: number): void {
  const { writers, ids } = life.world;
  const decidedAt = morning(approvedOn);
  const isVoid = life.outcome === 'LAPSED';
  writers.approval.write([
    ids.make(decidedAt),
    life.id,
    1,
    life.branch.countyBranchId ?? life.branch.financierId,
    life.branch.people.approver,
    'APPROVED',
    '同意',
    life.amount,
    TERM_MONTHS,
    RATE_BPS,
    decidedAt,
    isVoid ? morning(life.day) : null,
    isVoid ? 'case.lapse' : null,
  ]);
}
