import { addDays, addMonths, compareDays, type Day, daysBetween } from '@/domain/calendar';
import { STAGES, type Stage } from '@/domain/stage';
import type { Branch, County, Programme } from './country';
import type { PlaceFigures } from './cube';
import { nameApplicant } from './names';
import { makeId, type Random } from './random';
import type { TableWriter, Value } from './tables';

/** The tables a load fills, with the columns it writes. */
export const COLUMNS = {
  household: ['id', 'province_id', 'city_id', 'county_id', 'township_id', 'kind', 'created_by_id', 'created_at'],
  person: [
    'id',
    'household_id',
    'relation',
    'name',
    'pinyin',
    'initials',
    'bigrams',
    'identity_number_cipher',
    'identity_number_index',
  ],
  operating_entity: [
    'id',
    'kind',
    'name',
    'pinyin',
    'initials',
    'bigrams',
    'credit_code',
    'province_id',
    'city_id',
    'county_id',
    'township_id',
    'contact_name',
    'contact_phone_cipher',
    'contact_phone_index',
    'created_by_id',
    'created_at',
  ],
  case_record: [
    'id',
    'reference',
    'programme_id',
    'programme_definition_id',
    'province_id',
    'city_id',
    'county_id',
    'township_id',
    'financier_id',
    'provincial_branch_id',
    'county_branch_id',
    'handling_organisation_id',
    'decision_organisation_id',
    'applicant_kind',
    'person_id',
    'operating_entity_id',
    'applicant_name',
    'title',
    'pinyin',
    'initials',
    'bigrams',
    'purpose',
    'eligibility',
    'payee_name',
    'payee_account_cipher',
    'requested_amount_fen',
    'requested_term_months',
    'recommended_amount_fen',
    'recommended_term_months',
    'recommended_rate_bps',
    'approved_amount_fen',
    'approved_term_months',
    'approved_rate_bps',
    'contracted_amount_fen',
    'disbursed_amount_fen',
    'outstanding_amount_fen',
    'stage',
    'status',
    'outcome',
    'furthest_stage',
    'version',
    'due_on',
    'handed_on_by_id',
    'waiting_task',
    'waiting_roles',
    'waiting_user_ids',
    'waiting_organisation_id',
    'waiting_since',
    'handed_on_at',
    'consulted_on',
    'created_by_id',
    'created_at',
  ],
  stage_visit: ['id', 'case_id', 'stage', 'sequence', 'entered_at', 'left_at', 'left_by_id', 'limit_working_days'],
  approval: [
    'id',
    'case_id',
    'round',
    'organisation_id',
    'approver_id',
    'outcome',
    'opinion',
    'amount_fen',
    'term_months',
    'rate_bps',
    'decided_at',
    'voided_at',
    'void_reason',
  ],
  contract: [
    'id',
    'case_id',
    'number',
    'status',
    'lender_name',
    'borrower_name',
    'amount_fen',
    'term_months',
    'rate_bps',
    'repayment_method',
    'security_kind',
    'signed_on',
    'drafted_by_id',
    'drafted_at',
    'legal_checked_by_id',
    'legal_checked_at',
  ],
  tranche: ['id', 'case_id', 'sequence', 'planned_on', 'amount_fen', 'status'],
  payment: [
    'id',
    'case_id',
    'tranche_id',
    'province_id',
    'city_id',
    'county_id',
    'township_id',
    'financier_id',
    'provincial_branch_id',
    'county_branch_id',
    'amount_fen',
    'status',
    'payee_name',
    'payee_account_cipher',
    'request_hash',
    'requested_by_id',
    'requested_at',
    'released_by_id',
    'released_at',
    'released_on',
    'voucher_number',
  ],
  repayment_plan_line: [
    'id',
    'case_id',
    'sequence',
    'due_on',
    'principal_fen',
    'interest_fen',
    'paid_principal_fen',
    'paid_interest_fen',
  ],
  repayment: [
    'id',
    'case_id',
    'paid_on',
    'amount_fen',
    'principal_fen',
    'interest_fen',
    'recorded_by_id',
    'recorded_at',
  ],
  journal: ['id', 'case_id', 'kind', 'occurred_on', 'recorded_at', 'source_id'],
  leg: ['id', 'journal_id', 'case_id', 'account', 'amount_fen'],
  event: [
    'id',
    'kind',
    'payload',
    'case_id',
    'province_id',
    'city_id',
    'county_id',
    'township_id',
    'financier_id',
    'provincial_branch_id',
    'county_branch_id',
    'programme_id',
    'applicant_kind',
    'actor_id',
    'occurred_on',
    'recorded_at',
    'request_id',
  ],
} as const;

export type LoadedTable = keyof typeof COLUMNS;
export type Writers = Record<LoadedTable, TableWriter>;

/** Where the figures of a county and its townships gather while its cases are made. */
export type CountyFigures = {
  county: PlaceFigures;
  townships: ReadonlyMap<number, PlaceFigures>;
};

export type World = {
  random: Random;
  writers: Writers;
  programmes: readonly Programme[];
  /** number of a cell less one, by `measure stage kind` */
  cells: ReadonlyMap<string, number>;
  firstDay: Day;
  lastDay: Day;
};

const KINDS = [
  { kind: 'HOUSEHOLD', weight: 78, leastWan: 1, mostWan: 5 },
  { kind: 'FAMILY_FARM', weight: 8, leastWan: 5, mostWan: 50 },
  { kind: 'COOPERATIVE', weight: 9, leastWan: 20, mostWan: 200 },
  { kind: 'ENTERPRISE', weight: 4, leastWan: 50, mostWan: 500 },
  { kind: 'VILLAGE_COLLECTIVE', weight: 1, leastWan: 10, mostWan: 100 },
] as const;
const HOUSEHOLDS_ONLY = new Set(['B', 'D']);
const WAN = 1_000_000;
const RATE_BPS = 435;
const TERM_MONTHS = 12;
const LIMIT_DAYS = 5;
/** How many in a thousand end at each stage. */
const ENDS: Partial<Record<Stage, number>> = {
  CONSULTATION: 120,
  ACCEPTANCE: 180,
  DUE_DILIGENCE: 60,
  DECISION: 110,
  CONTRACT: 30,
};
const LATE_SHARE = 0.02;
const WAITING: Record<Stage, { task: string; roles: string }> = {
  CONSULTATION: {
    task: 'COMPLETE_CONSULTATION',
    roles: '{STATION_WORKER,TOWNSHIP_OFFICER,COUNTY_OFFICIAL,ACCOUNT_MANAGER,CREDIT_LEAD}',
  },
  ACCEPTANCE: { task: 'ACCEPT', roles: '{COUNTY_OFFICIAL}' },
  DUE_DILIGENCE: { task: 'ASSIGN', roles: '{CREDIT_LEAD}' },
  DECISION: { task: 'DECIDE', roles: '{APPROVER}' },
  CONTRACT: { task: 'DRAFT_CONTRACT', roles: '{ACCOUNT_MANAGER}' },
  DISBURSEMENT: { task: 'REQUEST_PAYMENT', roles: '{DISBURSEMENT_CLERK}' },
  FOLLOW_UP: { task: 'COLLECT_REPAYMENT', roles: '{DISBURSEMENT_CLERK,ACCOUNT_MANAGER}' },
};

const at = (day: Day, minutes = 0) => Date.parse(`${day}T09:00:00+08:00`) + minutes * 60_000;
const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** One case on its way: the amounts and the place it has reached, and what its events have added. */
class Life {
  readonly id: string;
  readonly kind: (typeof KINDS)[number]['kind'];
  readonly amount: number;
  readonly term = TERM_MONTHS;
  readonly branch: Branch;
  readonly programme: Programme;
  readonly townshipId: number;
  readonly consultedOn: Day;
  readonly name: ReturnType<typeof nameApplicant>;
  readonly account: string;
  day: Day;
  stage: Stage = 'CONSULTATION';
  status: 'OPEN' | 'CLOSED' = 'OPEN';
  outcome: string | null = null;
  furthest: Stage = 'CONSULTATION';
  version = 1;
  recommended: number | null = null;
  approved: number | null = null;
  approvedOn: Day | null = null;
  contracted: number | null = null;
  disbursed = 0;
  outstanding = 0;
  handedOnBy: string;
  enteredOn: Day;
  personId: string | null = null;
  entityId: string | null = null;
  visits = 1;

  constructor(
    readonly world: World,
    readonly county: County,
    readonly figures: CountyFigures,
    readonly serial: number,
  ) {
    const { random, programmes, firstDay, lastDay } = world;
    this.programme = random.weighted(programmes);
    const kinds = HOUSEHOLDS_ONLY.has(this.programme.code) ? KINDS.slice(0, 1) : KINDS;
    const { kind, leastWan, mostWan } = random.weighted(kinds);
    this.kind = kind;
    this.amount = random.between(leastWan * 10, mostWan * 10) * (WAN / 10);
    this.branch = random.pick(county.branches);
    this.townshipId = random.pick(county.townshipIds);
    this.consultedOn = addDays(firstDay, random.between(0, daysBetween(firstDay, lastDay)));
    this.day = this.consultedOn;
    this.enteredOn = this.consultedOn;
    this.id = makeId(at(this.consultedOn, serial % 400));
    this.handedOnBy = county.officialId;
    this.name = nameApplicant(kind, random);
    this.account = `\\\\x01${random.hex(45)}`;
  }

  /** Lets days pass; false when they would lead beyond the last day. */
  wait(least: number, most: number): boolean {
    const next = addDays(this.day, this.world.random.between(least, most));
    if (next > this.world.lastDay) return false;
    this.day = next;
    return true;
  }

  tell(
    kind: string,
    payload: Record<string, unknown>,
    actor: string,
    adds: readonly (readonly [measure: string, stage: string, sum: number])[],
  ) {
    const { random, writers, lastDay, cells } = this.world;
    const { county, branch, figures } = this;
    const late = random.happens(LATE_SHARE) ? random.between(1, 20) : 0;
    const known = addDays(this.day, late);
    const recordedOn = compareDays(known, lastDay) > 0 ? lastDay : known;
    const recordedAt = at(recordedOn, this.serial % 400);
    writers.event.write([
      makeId(recordedAt),
      kind,
      JSON.stringify(payload),
      this.id,
      county.provinceId,
      county.cityId,
      county.id,
      this.townshipId,
      branch.financierId,
      branch.provincialBranchId,
      branch.countyBranchId,
      this.programme.id,
      this.kind,
      actor,
      this.day,
      instant(recordedAt),
      makeId(recordedAt),
    ]);
    const owner = county.branches.indexOf(branch);
    const programme = this.world.programmes.indexOf(this.programme);
    const slot = daysBetween(this.world.firstDay, this.day);
    const recordedSlot = daysBetween(this.world.firstDay, recordedOn);
    const month = monthsBetween(this.world.firstDay, this.day);
    const recordedMonth = monthsBetween(this.world.firstDay, recordedOn);
    for (const [measure, stage, sum] of adds) {
      const cell = cells.get(`${measure} ${stage} ${this.kind}`);
      if (cell === undefined) throw new Error(`the cube has no cell for ${measure} ${stage} ${this.kind}`);
      figures.county.add({ owner, programme, slot, recordedSlot, cell, sum });
      figures.townships
        .get(this.townshipId)
        ?.add({ owner, programme, slot: month, recordedSlot: recordedMonth, cell, sum });
    }
  }

  move(
    to: Stage,
    kind: string,
    payload: Record<string, unknown>,
    actor: string,
    adds: readonly (readonly [string, string, number])[] = [],
  ) {
    const from = this.stage;
    this.tell(kind, { from, to, reached: [to], ...payload }, actor, [
      ['STANDING', from, -1],
      ['STANDING', to, 1],
      ['REACHED', to, 1],
      ...adds,
    ]);
    this.stage = to;
    this.furthest = to;
    this.enteredOn = this.day;
    this.handedOnBy = actor;
    this.visits += 1;
    this.version += 1;
  }

  end(
    kind: string,
    verb: string,
    outcome: string,
    actor: string,
    payload: Record<string, unknown> = {},
    adds: readonly (readonly [string, string, number])[] = [],
  ) {
    this.tell(kind, { from: this.stage, verb, ...payload }, actor, [['STANDING', this.stage, -1], ...adds]);
    this.status = 'CLOSED';
    this.outcome = outcome;
    this.handedOnBy = actor;
    this.version += 1;
  }

  /** Whether this is where it ends. */
  endsHere(): boolean {
    return this.world.random.happens((ENDS[this.stage] ?? 0) / 1000);
  }
}

const monthsBetween = (from: Day, to: Day) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/** Makes one case with all its rows, from its consultation to wherever it stands on the last day. */
export function liveCase(
  world: World,
  county: County,
  figures: CountyFigures,
  serial: number,
  applicant: Applicant,
): void {
  const life = new Life(world, county, figures, serial);
  applicant(life);
  life.tell(
    'case.opened',
    { to: 'CONSULTATION', reached: ['CONSULTATION'], requestedAmountFen: String(life.amount) },
    county.officialId,
    [
      ['STANDING', 'CONSULTATION', 1],
      ['REACHED', 'CONSULTATION', 1],
    ],
  );
  carry(life);
  writeCase(life);
  if (life.approvedOn) writeApproval(life, life.approvedOn);
}

/** The way of a case: how long it stays at a stage, how it may end there, and what leads on. */
const STEPS: readonly {
  days: readonly [least: number, most: number];
  end: (life: Life) => void;
  go: (life: Life) => void;
}[] = [
  {
    days: [0, 4],
    end: (life) => life.end('case.withdrawn', 'withdraw', 'WITHDRAWN', life.county.officialId),
    go: (life) => life.move('ACCEPTANCE', 'case.submitted', { verb: 'submit' }, life.county.officialId),
  },
  {
    days: [0, 5],
    end: (life) => life.end('case.declined', 'decline', 'DECLINED', life.county.officialId),
    go: (life) =>
      life.move('DUE_DILIGENCE', 'case.accepted', { verb: 'accept' }, life.county.officialId, [['ACCEPTED', '-', 1]]),
  },
  {
    days: [2, 14],
    end: (life) => life.end('case.withdrawn', 'withdraw', 'WITHDRAWN', life.branch.people.manager),
    go: recommend,
  },
  {
    days: [1, 7],
    end: (life) => life.end('case.declined', 'decline', 'DECLINED', life.branch.people.approver),
    go: approve,
  },
  { days: [1, 10], end: lapse, go: sign },
  { days: [0, 6], end: () => undefined, go: pay },
];

function carry(life: Life): void {
  for (const { days, end, go } of STEPS) {
    if (!life.wait(...days)) return;
    if (life.endsHere()) {
      end(life);
      return;
    }
    go(life);
  }
  const dueOn = addMonths(life.day, life.term);
  if (dueOn > life.world.lastDay) writePlan(life, dueOn, 0, 0);
  else repay(life, dueOn);
}

function recommend(life: Life): void {
  life.recommended = life.amount;
  const payload = { verb: 'recommend', recommendedAmountFen: String(life.amount) };
  life.move('DECISION', 'case.recommended', payload, life.branch.people.manager);
}

function approve(life: Life): void {
  const { people } = life.branch;
  life.approved = life.amount;
  const payload = { verb: 'approve', amountFen: String(life.amount), termMonths: life.term, rateBps: RATE_BPS };
  life.move('CONTRACT', 'case.approved', payload, people.approver, [
    ['APPROVED', '-', 1],
    ['FINANCING_FEN', '-', life.amount],
  ]);
  life.approvedOn = life.day;
}

function lapse(life: Life): void {
  const voided = life.approved ?? 0;
  life.end(
    'case.lapsed',
    'lapse',
    'LAPSED',
    life.branch.people.manager,
    { voidedApprovals: 1, voidedApprovedFen: String(voided) },
    [
      ['APPROVED', '-', -1],
      ['FINANCING_FEN', '-', -voided],
    ],
  );
}

function sign(life: Life): void {
  const { people } = life.branch;
  const { writers } = life.world;
  life.contracted = life.amount;
  const contractId = makeId(at(life.day));
  life.move(
    'DISBURSEMENT',
    'contract.signed',
    { verb: 'sign', amountFen: String(life.amount), contractId },
    people.manager,
    [
      ['LANDED', '-', 1],
      ['LANDED_FEN', '-', life.amount],
    ],
  );
  const signedAt = instant(at(life.day));
  writers.contract.write([
    contractId,
    life.id,
    null,
    'SIGNED',
    '示例金融机构',
    life.name.applicant.text,
    life.amount,
    life.term,
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

function pay(life: Life): void {
  const { county, branch, amount } = life;
  const { people } = branch;
  const { writers, random } = life.world;
  const paidAt = at(life.day, 60);
  const [trancheId, paymentId] = [makeId(paidAt), makeId(paidAt)];
  life.disbursed = amount;
  life.outstanding = amount;
  const payload = { verb: 'disburse', amountFen: String(amount), principalFen: String(amount), paymentId, trancheId };
  life.move('FOLLOW_UP', 'payment.released', payload, people.checker, [
    ['DISBURSED_FEN', '-', amount],
    ['OUTSTANDING_FEN', '-', amount],
  ]);
  writers.tranche.write([trancheId, life.id, 1, life.day, amount, 'RELEASED']);
  writers.payment.write([
    paymentId,
    life.id,
    trancheId,
    county.provinceId,
    county.cityId,
    county.id,
    life.townshipId,
    branch.financierId,
    branch.provincialBranchId,
    branch.countyBranchId,
    amount,
    'RELEASED',
    life.name.applicant.text,
    life.account,
    random.hex(32),
    people.clerk,
    instant(paidAt),
    people.checker,
    instant(paidAt),
    life.day,
    `L${paymentId.replaceAll('-', '')}`,
  ]);
  writeJournal(life, 'DISBURSEMENT', paymentId, [
    ['PRINCIPAL', amount],
    ['FUNDS', -amount],
  ]);
}

function repay(life: Life, dueOn: Day): void {
  const { amount } = life;
  const { people } = life.branch;
  const { writers } = life.world;
  const interest = Math.round((amount * RATE_BPS) / 10_000);
  life.day = dueOn;
  life.outstanding = 0;
  const repaymentId = makeId(at(dueOn));
  const payload = {
    repaymentId,
    amountFen: String(amount + interest),
    principalFen: String(amount),
    interestFen: String(interest),
  };
  life.tell('repayment.recorded', payload, people.clerk, [['OUTSTANDING_FEN', '-', -amount]]);
  writers.repayment.write([
    repaymentId,
    life.id,
    dueOn,
    amount + interest,
    amount,
    interest,
    people.clerk,
    instant(at(dueOn)),
  ]);
  writeJournal(life, 'REPAYMENT', repaymentId, [
    ['FUNDS', amount + interest],
    ['PRINCIPAL', -amount],
    ['INTEREST', -interest],
  ]);
  writePlan(life, dueOn, amount, interest);
  life.end('case.closed', 'close', 'REPAID', people.manager);
}

function writePlan(life: Life, dueOn: Day, paidPrincipal: number, paidInterest: number): void {
  const interest = Math.round((life.amount * RATE_BPS) / 10_000);
  life.world.writers.repayment_plan_line.write([
    makeId(at(dueOn)),
    life.id,
    1,
    dueOn,
    life.amount,
    interest,
    paidPrincipal,
    paidInterest,
  ]);
}

function writeJournal(life: Life, kind: string, sourceId: string, legs: readonly (readonly [string, number])[]): void {
  const bookedAt = at(life.day, 61);
  const journalId = makeId(bookedAt);
  life.world.writers.journal.write([journalId, life.id, kind, life.day, instant(bookedAt), sourceId]);
  for (const [account, amount] of legs)
    life.world.writers.leg.write([makeId(bookedAt), journalId, life.id, account, amount]);
}

function writeCase(life: Life): void {
  const { county, branch, name, amount, world } = life;
  const isOpen = life.status === 'OPEN';
  const waiting = WAITING[life.stage];
  const handedOnAt = instant(at(isOpen ? life.enteredOn : life.day, 5));
  const isDeciding = isOpen && life.stage === 'DECISION';
  const terms = (fen: number | null): Value[] => (fen === null ? [null, null, null] : [fen, life.term, RATE_BPS]);
  world.writers.case_record.write([
    life.id,
    `${life.programme.code}-${county.code}-${life.consultedOn.slice(0, 4)}-L${String(life.serial).padStart(6, '0')}`,
    life.programme.id,
    life.programme.definitionByProvince.get(county.provinceId) ?? null,
    county.provinceId,
    county.cityId,
    county.id,
    life.townshipId,
    branch.financierId,
    branch.provincialBranchId,
    branch.countyBranchId,
    branch.countyBranchId,
    STAGES.indexOf(life.furthest) >= STAGES.indexOf('DECISION') ? branch.countyBranchId : null,
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
    life.term,
    ...terms(life.recommended),
    ...terms(life.approved),
    life.contracted,
    life.disbursed,
    life.outstanding,
    life.stage,
    life.status,
    life.outcome,
    life.furthest,
    life.version,
    isOpen && life.stage !== 'FOLLOW_UP' ? addDays(life.enteredOn, LIMIT_DAYS + 2) : null,
    life.handedOnBy,
    isOpen ? waiting.task : null,
    isOpen ? waiting.roles : '{}',
    '{}',
    isDeciding ? branch.countyBranchId : null,
    handedOnAt,
    handedOnAt,
    life.consultedOn,
    county.officialId,
    instant(at(life.consultedOn)),
  ]);
  world.writers.stage_visit.write([
    makeId(at(life.enteredOn)),
    life.id,
    life.stage,
    life.visits,
    instant(at(life.enteredOn)),
    isOpen ? null : instant(at(life.day)),
    isOpen ? null : life.handedOnBy,
    life.stage === 'FOLLOW_UP' ? null : LIMIT_DAYS,
  ]);
}

/** The approval of an approved case; a lapsed one voids it. */
function writeApproval(life: Life, approvedOn: Day): void {
  const { people, countyBranchId } = life.branch;
  const decidedAt = at(approvedOn);
  const isVoid = life.outcome === 'LAPSED';
  life.world.writers.approval.write([
    makeId(decidedAt),
    life.id,
    1,
    countyBranchId,
    people.approver,
    'APPROVED',
    '同意',
    life.amount,
    life.term,
    RATE_BPS,
    instant(decidedAt),
    isVoid ? instant(at(life.day)) : null,
    isVoid ? 'case.lapse' : null,
  ]);
}

/** Gives a case its applicant. */
export type Applicant = (
  life: Pick<Life, 'kind' | 'name' | 'townshipId' | 'consultedOn'> & {
    personId: string | null;
    entityId: string | null;
  },
) => void;

/** Households and firms of a county, each with one case or several over the years. */
export function makeApplicants(world: World, county: County): Applicant {
  const { random, writers } = world;
  const known = { persons: [] as string[], entities: new Map<string, string[]>() };
  return (life) => {
    const createdAt = at(life.consultedOn);
    const isNew = random.happens(0.5);
    if (life.kind === 'HOUSEHOLD') {
      const again = isNew ? undefined : known.persons[Math.floor(random.next() * known.persons.length)];
      life.personId = again ?? makeHousehold(world, county, life, createdAt);
      if (!again) known.persons.push(life.personId);
      return;
    }
    const ofKind = known.entities.get(life.kind) ?? [];
    known.entities.set(life.kind, ofKind);
    const again = isNew ? undefined : ofKind[Math.floor(random.next() * ofKind.length)];
    if (again) {
      life.entityId = again;
      return;
    }
    const id = makeId(createdAt);
    const { applicant } = life.name;
    writers.operating_entity.write([
      id,
      life.kind,
      applicant.text,
      applicant.pinyin,
      applicant.initials,
      applicant.pairs,
      `99L${id.replaceAll('-', '').slice(-25)}`,
      county.provinceId,
      county.cityId,
      county.id,
      life.townshipId,
      '示例联系人',
      `\\\\x01${random.hex(39)}`,
      `\\\\x${random.hex(32)}`,
      county.officialId,
      instant(createdAt),
    ]);
    ofKind.push(id);
    life.entityId = id;
  };
}

function makeHousehold(
  { random, writers }: World,
  county: County,
  life: Parameters<Applicant>[0],
  createdAt: number,
): string {
  const householdId = makeId(createdAt);
  const personId = makeId(createdAt);
  const { applicant } = life.name;
  writers.household.write([
    householdId,
    county.provinceId,
    county.cityId,
    county.id,
    life.townshipId,
    'LIFTED_OUT',
    county.officialId,
    instant(createdAt),
  ]);
  writers.person.write([
    personId,
    householdId,
    'HEAD',
    applicant.text,
    applicant.pinyin,
    applicant.initials,
    applicant.pairs,
    `\\\\x01${random.hex(46)}`,
    `\\\\x${random.hex(32)}`,
  ]);
  return personId;
}
