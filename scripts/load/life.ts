import { STAGES, type Stage } from '@/domain/stage';
import type { LoadedTable } from './columns';
import type { Branch, County, Programme } from './country';
import type { CountyFigures } from './cube';
import { type Days, morning } from './days';
import { type Cells, figuresOf, type Payload } from './figures';
import { type Named, nameApplicant } from './names';
import type { Ids, Random } from './random';
import type { Rows } from './rows';

export type Writers = Record<LoadedTable, Rows>;

/** What the cases of one county are made of. */
export type World = {
  random: Random;
  ids: Ids;
  writers: Writers;
  programmes: readonly Programme[];
  cells: Cells;
  days: Days;
  county: County;
  figures: CountyFigures;
};

const KINDS = [
  { kind: 'HOUSEHOLD', weight: 78, leastWan: 1, mostWan: 5 },
  { kind: 'FAMILY_FARM', weight: 8, leastWan: 5, mostWan: 50 },
  { kind: 'COOPERATIVE', weight: 9, leastWan: 20, mostWan: 200 },
  { kind: 'ENTERPRISE', weight: 4, leastWan: 50, mostWan: 500 },
  { kind: 'VILLAGE_COLLECTIVE', weight: 1, leastWan: 10, mostWan: 100 },
] as const;
export type ApplicantKind = (typeof KINDS)[number]['kind'];
const TENTH_OF_WAN = 100_000;
/** How many events are recorded after their day. */
const LATE_SHARE = 0.005;
const MOST_DAYS_LATE = 20;

/** One case on its way: the amounts and the place it has reached. What happens to it is told, and counted as it is told. */
export class Life {
  readonly id: Uint8Array;
  readonly kind: ApplicantKind;
  readonly amount: number;
  readonly branch: Branch;
  readonly programme: Programme;
  readonly township: number;
  readonly consultedOn: number;
  readonly name: Named;
  readonly account: Uint8Array;
  day: number;
  recordedOn: number;
  stage: Stage = 'CONSULTATION';
  isOpen = true;
  outcome: string | null = null;
  furthest: Stage = 'CONSULTATION';
  version = 1;
  visits = 1;
  enteredOn: number;
  handedOnBy: Uint8Array;
  personId: Uint8Array | null = null;
  entityId: Uint8Array | null = null;
  recommended: number | null = null;
  approved: number | null = null;
  approvedOn: number | null = null;
  contracted: number | null = null;
  disbursed = 0;
  outstanding = 0;
  instalments = 0;
  /** the entry in the books that a return takes back */
  lastJournalId: Uint8Array | null = null;
  readonly #owner: number;
  readonly #programme: number;

  constructor(
    readonly world: World,
    readonly serial: number,
  ) {
    const { random, programmes, days, county } = world;
    this.programme = random.weighted(programmes);
    const kinds = KINDS.filter(({ kind }) => this.programme.kinds.includes(kind));
    const { kind, leastWan, mostWan } = random.weighted(kinds);
    this.kind = kind;
    this.amount = random.between(leastWan * 10, mostWan * 10) * TENTH_OF_WAN;
    this.branch = this.programme.isGrant ? county.bureau : random.pick(county.branches);
    this.township = Math.floor(random.next() * county.townshipIds.length);
    this.consultedOn = days.workdayFrom(random.between(days.first, days.last));
    this.day = this.consultedOn;
    this.recordedOn = this.consultedOn;
    this.enteredOn = this.consultedOn;
    this.id = world.ids.make(morning(this.consultedOn, serial % 400));
    this.handedOnBy = county.officialId;
    this.name = nameApplicant(kind, random);
    this.account = random.cipher(44);
    this.#owner = this.programme.isGrant ? county.branches.length : county.branches.indexOf(this.branch);
    this.#programme = programmes.indexOf(this.programme);
  }

  /** Lets days pass until people work; false when they would lead beyond the last day. */
  wait(least: number, most: number): boolean {
    const { days, random } = this.world;
    return this.until(days.workdayFrom(this.day + random.between(least, most)));
  }

  until(day: number): boolean {
    if (day > this.world.days.last) return false;
    this.day = day;
    return true;
  }

  /** Writes an event and counts what it adds. What came before was recorded before. */
  tell(kind: string, payload: Payload, actor: Uint8Array | null): void {
    const { random, writers, days, cells, county, figures, ids } = this.world;
    const { branch, day } = this;
    const late = actor !== null && random.happens(LATE_SHARE) ? random.between(1, MOST_DAYS_LATE) : 0;
    const known = late === 0 ? day : Math.min(days.workdayFrom(day + late), days.last);
    this.recordedOn = Math.max(known, this.recordedOn);
    const recordedAt = morning(this.recordedOn, this.serial % 400);
    const id = ids.make(recordedAt);
    writers.event.write([
      id,
      kind,
      JSON.stringify(payload),
      this.id,
      county.provinceId,
      county.cityId,
      county.id,
      county.townshipIds[this.township] as number,
      branch.financierId,
      branch.provincialBranchId,
      branch.countyBranchId,
      this.programme.id,
      this.kind,
      actor,
      day,
      recordedAt,
      id,
    ]);
    const numbers: number[] = [];
    const sums: number[] = [];
    figuresOf(kind, payload, (measure, stage, sum) => {
      numbers.push(cells.of(measure, stage, this.kind));
      sums.push(sum);
    });
    figures.add(this.township, {
      owner: this.#owner,
      programme: this.#programme,
      day: day - days.first,
      recordedDay: this.recordedOn - days.first,
      cells: numbers,
      sums,
    });
  }

  /** Goes to another stage; one that the case was never at is reached. */
  move(to: Stage, kind: string, payload: Payload, actor: Uint8Array): void {
    const { stage: from } = this;
    const isNew = STAGES.indexOf(to) > STAGES.indexOf(this.furthest);
    const stayed = this.world.days.worked(this.enteredOn, this.day);
    this.tell(kind, { ...payload, from, to, ...(isNew ? { reached: [to] } : {}), stayed }, actor);
    this.stage = to;
    if (isNew) this.furthest = to;
    this.enteredOn = this.day;
    this.handedOnBy = actor;
    this.visits += 1;
    this.version += 1;
  }

  end(kind: string, verb: string, outcome: string, actor: Uint8Array, payload: Payload = {}): void {
    this.tell(kind, { ...payload, verb, from: this.stage }, actor);
    this.isOpen = false;
    this.outcome = outcome;
    this.handedOnBy = actor;
    this.version += 1;
  }
}
