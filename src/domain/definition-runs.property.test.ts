import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseModel } from '../../tests/support/case-model';
import { factsUnder, someone } from '../../tests/support/model-people';
import { anyDefinition } from '../../tests/support/random-definition';
import { authorityLadder, decidingStep } from './authority';
import { financierPath } from './case-facts';
import { findDefinitionFaults } from './definition-faults';
import type { Role } from './permissions';
import { type ProgrammeBody, stageOf, usesStage } from './programme';
import { nextStage } from './stage';
import { waitingFor } from './waiting';

const RUNS = 500;
const isFaultless = (body: ProgrammeBody) => findDefinitionFaults(body).length === 0;
const publishable = anyDefinition.filter(isFaultless);

/** Everything that the gates of a stage ask for, there at once. */
function supply(model: CaseModel): void {
  const { definition } = model.facts;
  const documents = definition.catalogue.flatMap((row) =>
    [1, 2].map(() => ({ requirementCode: row.code, status: 'CHECKED' as const, quarantined: false })),
  );
  const eligibility = Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe]));
  model.set({
    ...{ documents, eligibility, linkage: { households: 1 }, orderedFen: model.facts.requestedAmountFen },
    assignments: [
      { part: 'MANAGER_A', userId: 'manager-a' },
      { part: 'MANAGER_B', userId: 'manager-b' },
    ],
    siteVisits: [{ visitorIds: ['manager-a', 'manager-b'], photos: 1 }],
    report: { id: 'report', status: 'CONFIRMED', authorId: 'manager-a', confirmedById: 'manager-b' },
    publicNotice: { fromOn: '2026-02-01', toOn: '2026-02-20', openObjections: 0 },
  });
}

/** Carries a case along its definition to its end; where it stops, and why, is what the test then says. */
function run(model: CaseModel): string {
  const as = (...roles: Role[]) => someone(roles[0] ?? '', roles);
  for (let step = 0; step < 60; step += 1) {
    const { facts, today } = model;
    if (facts.status === 'CLOSED') return 'CLOSED';
    if ((waitingFor(facts, today)?.roles.length ?? 0) === 0) return `${facts.stage} waits for nobody`;
    const went = advance();
    if (!went) return `stuck in ${facts.stage}`;
  }
  return 'never ends';

  function advance(): boolean {
    const { facts } = model;
    switch (facts.stage) {
      case 'CONSULTATION':
        return model.move('submit', as('COUNTY_OFFICIAL'));
      case 'ACCEPTANCE': {
        const step = stageOf(facts.definition, 'ACCEPTANCE').reviewSteps[facts.reviewStep];
        return model.move('accept', as(step?.role ?? 'COUNTY_OFFICIAL'));
      }
      case 'DUE_DILIGENCE':
        return model.recommend(someone('manager-a', ['ACCOUNT_MANAGER']));
      case 'DECISION': {
        const name = `approver-${facts.approvals.length}`;
        return model.decide(someone(name, ['APPROVER'], facts.decisionOrganisationId ?? ''));
      }
      case 'CONTRACT':
        model.set({ contract: { status: 'LEGAL_CHECKED', sentBack: false } });
        return model.signContract(someone('manager-a', ['ACCOUNT_MANAGER']));
      case 'DISBURSEMENT':
      case 'FOLLOW_UP':
        return pay() || end();
    }
  }

  function pay(): boolean {
    const held = model.tranches.filter((row) => row.milestone === 'START').map((row) => row.holdDays);
    if (model.facts.stage === 'DISBURSEMENT') model.pass(Math.min(...held));
    const { stage, definition, completionChecks } = model.facts;
    const isWaiting = stage === 'FOLLOW_UP' && (!definition.completionCheck || completionChecks.length === 2);
    if (isWaiting) model.pass(400);
    const clerk = someone('clerk', ['DISBURSEMENT_CLERK']);
    const asked = model.tranches.some((_row, index) => model.request(clerk, index));
    return asked && model.release(someone('checker', ['DISBURSEMENT_CHECKER']));
  }

  function end(): boolean {
    if (model.inspect('GOOD')) return true;
    model.set({ outstandingAmountFen: 0n });
    const { financing } = model.facts.definition;
    return model.move(financing === 'LOAN' ? 'close' : 'certify', as('COUNTY_OFFICIAL'));
  }
}

describe('a definition that may be published', () => {
  it('is found often enough among any, and often enough not', () => {
    const all = fc.sample(anyDefinition, { numRuns: 400, seed: 7 });
    const good = all.filter(isFaultless).length;
    expect(good).toBeGreaterThan(60);
    expect(good).toBeLessThan(380);
  });

  it('decides every amount that may be asked for, by one row', () => {
    fc.assert(
      fc.property(publishable, fc.bigInt({ min: 0n, max: 600_000_000n }), (body, extraFen) => {
        for (const { kind, minimumFen, maximumFen } of body.applicants) {
          const edges = body.authority.flatMap((row) => (row.upToFen === null ? [] : [row.upToFen, row.upToFen + 1n]));
          const owedFen = body.authorityBasis === 'EXPOSURE' ? extraFen : 0n;
          const facts = factsUnder(body, kind, maximumFen);
          for (const amountFen of [minimumFen, maximumFen, ...edges].filter((fen) => fen <= maximumFen)) {
            const ladder = authorityLadder(
              facts.authorityRows,
              financierPath(facts),
              amountFen + owedFen,
              kind,
              '2026-03-02',
            );
            const step = decidingStep(ladder);
            expect(step).not.toBeNull();
            const twins = facts.authorityRows.filter(
              (row) =>
                row.organisationId === step?.organisationId &&
                row.upToFen === step?.row.upToFen &&
                row.applicantKind === step?.row.applicantKind,
            );
            expect(twins).toHaveLength(1);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('has a way on from each of its stages, and a person at work in each', () => {
    fc.assert(
      fc.property(publishable, (body) => {
        const used = body.stages.map((row) => row.stage);
        for (const stage of used) expect(nextStage(stage, used) !== null || stage === 'FOLLOW_UP').toBe(true);
        expect(body.closings.length).toBeGreaterThan(0);
        expect(usesStage(body, 'CONTRACT') || body.financing === 'GRANT').toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('carries a case from its beginning to its end, for every kind of applicant', () => {
    fc.assert(
      fc.property(publishable, (body) => {
        for (const { kind, maximumFen } of body.applicants) {
          const model = new CaseModel(factsUnder(body, kind, maximumFen));
          supply(model);
          expect(run(model)).toBe('CLOSED');
          const paidFen = model.paid.reduce((sum, row) => sum + row.amountFen, 0n);
          expect(paidFen).toBe(maximumFen);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('lets no case past a stage whose required paper is not there', () => {
    fc.assert(
      fc.property(publishable, (body) => {
        const kind = body.applicants[0]?.kind ?? 'HOUSEHOLD';
        const owed = body.catalogue.find((row) => row.required && row.stage !== 'FOLLOW_UP');
        if (!owed) return;
        const model = new CaseModel(factsUnder(body, kind, body.applicants[0]?.maximumFen ?? 1n));
        supply(model);
        model.set({ documents: model.facts.documents.filter((row) => row.requirementCode !== owed.code) });
        expect(run(model)).toMatch(/^stuck in/);
        expect(model.paid).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
