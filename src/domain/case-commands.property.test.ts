import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROGRAMME_TEXTS } from '../../prisma/seed/programme-texts';
import { CaseModel } from '../../tests/support/case-model';
import { factsUnder } from '../../tests/support/model-people';
import { command } from '../../tests/support/random-commands';
import { anyDefinition } from '../../tests/support/random-definition';
import { findDefinitionFaults } from './definition-faults';
import { disbursementLegs, grantLegs, type Leg, repaymentLegs } from './ledger';
import { ROLES } from './permissions';
import { type ProgrammeBody, parseProgrammeBody, usesStage } from './programme';
import { waitingFor } from './waiting';

/** What the rules let random commands do is judged by conditions written here anew, which ask no gate. */
/** Cheaper than an expectation, and asked a hundred thousand times. */
function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const ownTexts = PROGRAMME_TEXTS.map(({ body }) => parseProgrammeBody(body));
const definition: fc.Arbitrary<ProgrammeBody> = fc.oneof(
  fc.constantFrom(...ownTexts),
  anyDefinition.filter((body) => findDefinitionFaults(body).length === 0),
);

/** What must have been so when money left, said without the gates. */
function expectRightlyPaid(model: CaseModel): void {
  const { paid } = model;
  for (const { facts, requestedById, releasedById, on } of paid) {
    const owed = facts.definition.catalogue.filter(
      (row) => row.required && row.applicantKinds.includes(facts.applicantKind) && row.stage !== 'FOLLOW_UP',
    );
    for (const row of owed) {
      const good = facts.documents.filter((entry) => entry.requirementCode === row.code && entry.status !== 'REJECTED');
      expect(good.length).toBeGreaterThanOrEqual(row.minimum);
      if (row.checked) expect(good.every((entry) => entry.status === 'CHECKED')).toBe(true);
    }
    expect(facts.status).toBe('OPEN');
    expect(facts.conditions.filter((row) => row.status === 'OPEN')).toEqual([]);
    expect(requestedById).not.toBe(releasedById);
    const signed = facts.approvals.filter((row) => row.outcome === 'APPROVED').map((row) => row.approverId);
    expect(signed.length).toBeGreaterThan(0);
    expect(new Set(signed).size).toBe(signed.length);
    for (const id of [requestedById, releasedById]) {
      expect(signed).not.toContain(id);
      expect(facts.duties.filter((row) => row.userId === id && row.duty === 'DUE_DILIGENCE')).toEqual([]);
    }
    // a conflict that the clerk declares after asking is the checker's to weigh
    expect(facts.conflicts).not.toContain(releasedById);
    if (usesStage(facts.definition, 'CONTRACT')) expect(facts.contract?.status).toBe('SIGNED');
    if (facts.definition.publicNotice) {
      expect(facts.publicNotice?.openObjections).toBe(0);
      expect((facts.publicNotice?.toOn ?? '9999') < on).toBe(true);
    }
    if (facts.definition.linkageModels.length > 0) expect(facts.linkage?.households).toBeGreaterThan(0);
    if (facts.definition.purchase) expect(facts.orderedFen).toBeGreaterThanOrEqual(facts.contractedAmountFen ?? 1n);
  }
}

function demandSums({ facts, paid, tranches }: CaseModel): void {
  const paidFen = paid.reduce((sum, row) => sum + row.amountFen, 0n);
  demand(facts.disbursedAmountFen === paidFen, 'what was paid is the sum of the payments');
  demand(paidFen <= (facts.approvedAmountFen ?? 0n), 'no more is paid than approved');
  demand((facts.approvedAmountFen ?? 0n) <= facts.requestedAmountFen, 'no more is approved than asked for');
  const planned = tranches.reduce((sum, row) => sum + row.amountFen, 0n);
  demand(planned === 0n || planned === facts.contractedAmountFen, 'the instalments make up the whole');
  const people = facts.duties.map((row) => row.userId);
  demand(new Set(people).size === people.length, 'nobody has two duties');
}

/** A case that waits, waits for a role that exists; one that is over waits for nobody. */
function demandSomebody({ facts, today }: CaseModel): void {
  const waiting = waitingFor(facts, today);
  demand((facts.status === 'CLOSED') === (waiting === null), 'only what is over waits for nobody');
  if (!waiting) return;
  demand(
    waiting.roles.length > 0 && waiting.roles.every((role) => ROLES.includes(role)),
    `${waiting.task} names no role`,
  );
  demand(!waiting.userIds.includes(''), `${waiting.task} names no person`);
}

describe('random commands', () => {
  it('pass no gate, break no sum, and leave no case waiting for nobody', () => {
    let reachedMoney = 0;
    fc.assert(
      fc.property(definition, fc.array(command, { minLength: 40, maxLength: 160 }), (body, commands) => {
        const { kind = 'HOUSEHOLD', maximumFen = 1n } = body.applicants[0] ?? {};
        const model = new CaseModel(factsUnder(body, kind, maximumFen));
        for (const { run } of commands) {
          const before = model.facts;
          if (!run(model)) demand(model.facts === before, 'what was refused changed nothing');
          demandSomebody(model);
          demandSums(model);
        }
        expectRightlyPaid(model);
        if (model.paid.length > 0) reachedMoney += 1;
      }),
      { numRuns: 1_000 },
    );
    // runs that never come near money would prove nothing
    expect(reachedMoney).toBeGreaterThan(100);
  });

  it('book what balances to nothing', () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000_000_000n });
    const zero = (legs: Leg[]) => expect(legs.reduce((sum, leg) => sum + leg.amountFen, 0n)).toBe(0n);
    fc.assert(
      fc.property(amount, amount, (one, two) => {
        zero(disbursementLegs(one));
        zero(grantLegs(one));
        zero(repaymentLegs(one, two));
      }),
    );
  });
});
