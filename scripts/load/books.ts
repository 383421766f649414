import { OVERDUE_FROM_DAYS } from '@/domain/measures';
import type { Stage } from '@/domain/stage';
import { morning } from './days';
import type { Life } from './life';
import { idText } from './random';

const RETURNED_SHARE = 0.003;
/** How many loans are not paid when they fall due, and how long then: of a hundred so many, from and to how many days. */
const OVERDUE_SHARE = 0.12;
const OVERDUE_DAYS = [
  { weight: 50, least: 1, most: 30 },
  { weight: 20, least: 31, most: 90 },
  { weight: 12, least: 91, most: 180 },
  { weight: 8, least: 181, most: 270 },
  { weight: 5, least: 271, most: 360 },
  { weight: 5, least: 361, most: 900 },
] as const;
const FAILED_SHARE = 0.1;

type Leg = readonly [account: string, amount: number];
type Released = { paymentId: Uint8Array; trancheId: Uint8Array; on: number };

const move = (from: number, to: number) => ({ from: String(from), to: String(to) });

/** The first money goes out and leads on; what the bank sends back is paid anew. */
export function release(life: Life, to: Stage): void {
  const first = pay(life, to);
  if (life.world.random.happens(RETURNED_SHARE) && life.wait(1, 5)) {
    writePayment(life, first, life.day);
    takeBack(life, first);
    if (life.wait(1, 5)) writePayment(life, pay(life, null), null);
  } else writePayment(life, first, null);
}

function pay(life: Life, to: Stage | null): Released {
  const { amount, programme } = life;
  const { ids } = life.world;
  const paidAt = morning(life.day, 60);
  const [trancheId, paymentId] = [ids.make(paidAt), ids.make(paidAt)];
  const principal = programme.isGrant ? 0 : amount;
  const payload = {
    amountFen: String(amount),
    principalFen: String(principal),
    paymentId: idText(paymentId),
    trancheId: idText(trancheId),
    disbursed: move(0, amount),
    owed: move(0, principal),
  };
  if (to === null) life.tell('payment.released', payload, life.branch.people.checker);
  else life.move(to, 'payment.released', { verb: 'disburse', ...payload }, life.branch.people.checker);
  life.disbursed = amount;
  life.outstanding = principal;
  writeJournal(life, 'DISBURSEMENT', paymentId, [
    [programme.isGrant ? 'GRANT' : 'PRINCIPAL', amount],
    ['FUNDS', -amount],
  ]);
  return { paymentId, trancheId, on: life.day };
}

function takeBack(life: Life, { paymentId, trancheId }: Released): void {
  const { amount, outstanding } = life;
  const payload = {
    paymentId: idText(paymentId),
    trancheId: idText(trancheId),
    amountFen: String(amount),
    principalFen: String(outstanding),
    disbursed: move(amount, 0),
    owed: move(outstanding, 0),
  };
  life.tell('payment.returned', payload, life.branch.people.checker);
  life.disbursed = 0;
  life.outstanding = 0;
  writeJournal(life, 'DISBURSEMENT_RETURN', paymentId, [
    ['FUNDS', amount],
    [life.programme.isGrant ? 'GRANT' : 'PRINCIPAL', -amount],
  ]);
}

function writePayment(life: Life, { paymentId, trancheId, on }: Released, returnedOn: number | null): void {
  const { branch, amount } = life;
  const { writers, county, random } = life.world;
  const { people } = branch;
  const paidAt = morning(on, 60);
  const status = returnedOn === null ? 'RELEASED' : 'RETURNED';
  life.instalments += 1;
  writers.tranche.write([trancheId, life.id, life.instalments, on, amount, status]);
  writers.payment.write([
    paymentId,
    life.id,
    trancheId,
    county.provinceId,
    county.cityId,
    county.id,
    county.townshipIds[life.township] as number,
    branch.financierId,
    branch.provincialBranchId,
    branch.countyBranchId,
    amount,
    status,
    life.name.applicant.text,
    life.account,
    random.hex(32),
    people.clerk,
    paidAt,
    people.checker,
    paidAt,
    on,
    `L${county.code}-${life.serial}-${life.instalments}`,
    returnedOn,
    returnedOn === null ? null : '账号有误',
  ]);
}

/** What is lent falls due in a year and is paid then, or later, or not yet. */
export function collect(life: Life, rateBps: number): void {
  if (life.outstanding === 0) return;
  const { days, random } = life.world;
  const principal = life.outstanding;
  const interest = Math.round((principal * rateBps) / 10_000);
  const dueOn = days.yearLater(life.day);
  const isLate = random.happens(OVERDUE_SHARE);
  const lateness = isLate ? random.weighted(OVERDUE_DAYS) : null;
  const paidOn = lateness
    ? days.workdayFrom(dueOn + random.between(lateness.least, lateness.most))
    : days.workdayUntil(dueOn);
  const band = grow(life, dueOn, paidOn, principal);
  const isPaid = life.until(paidOn);
  if (isPaid) repay(life, principal, interest, band);
  life.world.writers.repayment_plan_line.write([
    life.world.ids.make(morning(dueOn)),
    life.id,
    1,
    dueOn,
    principal,
    interest,
    isPaid ? principal : 0,
    isPaid ? interest : 0,
  ]);
}

/** What every night finds of a loan that is not paid: the band in which it is when it is paid or the days end, null: in none. */
function grow(life: Life, dueOn: number, paidOn: number, owed: number): number | null {
  const { days } = life.world;
  let band: number | null = null;
  for (const fromDays of OVERDUE_FROM_DAYS) {
    const on = dueOn + fromDays;
    if (on >= paidOn || on > days.last) break;
    life.day = on;
    const late = [...left(band, owed), { fromDays, cases: 1, fen: String(owed) }];
    life.tell('loan.aged', { late }, null);
    band = fromDays;
  }
  return band;
}

function left(band: number | null, owed: number) {
  return band === null ? [] : [{ fromDays: band, cases: -1, fen: String(-owed) }];
}

function repay(life: Life, principal: number, interest: number, band: number | null): void {
  const { writers, ids } = life.world;
  const { people } = life.branch;
  const paidAt = morning(life.day, 60);
  const repaymentId = ids.make(paidAt);
  const payload = {
    repaymentId: idText(repaymentId),
    amountFen: String(principal + interest),
    principalFen: String(principal),
    interestFen: String(interest),
    disbursed: move(life.disbursed, life.disbursed),
    owed: move(principal, 0),
  };
  life.tell('repayment.recorded', payload, people.clerk);
  if (band !== null) life.tell('loan.aged', { late: left(band, principal) }, null);
  life.outstanding = 0;
  const amounts = [principal + interest, principal, interest] as const;
  writers.repayment.write([repaymentId, life.id, life.day, ...amounts, people.clerk, paidAt]);
  writeJournal(life, 'REPAYMENT', repaymentId, [
    ['FUNDS', principal + interest],
    ['PRINCIPAL', -principal],
    ['INTEREST', -interest],
  ]);
  life.end('case.closed', 'close', 'REPAID', people.manager);
}

/** Works paid for are built and checked by the township, then by the county, again where they failed, and certified. */
export function buildWorks(life: Life): void {
  const { county } = life.world;
  if (life.disbursed === 0 || !life.wait(30, 200)) return;
  check(life, 1, 'FIRST_CHECK', 'PASSED', county.secondId);
  if (!life.wait(5, 40)) return;
  const isFailed = life.world.random.happens(FAILED_SHARE);
  check(life, 2, 'COUNTY_CHECK', isFailed ? 'FAILED' : 'GOOD', county.officialId);
  if (isFailed) {
    if (!life.wait(10, 60)) return;
    check(life, 3, 'RE_CHECK', 'PASSED', county.officialId);
  }
  if (life.wait(1, 20)) life.end('case.certified', 'certify', 'CERTIFIED', county.officialId);
}

function check(life: Life, sequence: number, kind: string, grade: string, by: Uint8Array): void {
  const { writers, ids, days } = life.world;
  const recordedAt = morning(life.day, 30);
  const checkId = ids.make(recordedAt);
  const counts = grade === 'FAILED' ? 0 : 1;
  const payload = { checkId: idText(checkId), kind, grade, checkedOn: days.text(life.day), counts };
  life.tell('completion.checked', payload, by);
  const seen = '已按方案建成，质量合格';
  writers.completion_check.write([checkId, life.id, kind, sequence, life.day, grade, seen, by, recordedAt]);
}

function writeJournal(life: Life, kind: string, sourceId: Uint8Array, legs: readonly Leg[]): void {
  const { writers, ids } = life.world;
  const bookedAt = morning(life.day, 61);
  const journalId = ids.make(bookedAt);
  const reversed = kind === 'DISBURSEMENT_RETURN' ? life.lastJournalId : null;
  writers.journal.write([journalId, life.id, kind, life.day, bookedAt, sourceId, reversed]);
  for (const [account, amount] of legs) writers.leg.write([ids.make(bookedAt), journalId, life.id, account, amount]);
  life.lastJournalId = journalId;
}
