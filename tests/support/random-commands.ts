import fc from 'fast-check';
import type { Actor } from '@/domain/actor';
import { addDays } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import type { Role } from '@/domain/permissions';
import { STAGES, VERBS, type Verb } from '@/domain/stage';
import type { CaseModel } from './case-model';
import { someone } from './model-people';

/** Random commands by random people, some of whom hold roles that nobody should hold together. */
const PEOPLE = ['ann', 'bo', 'cy', 'di', 'ed', 'fa'];
const OFFICES = ['county-branch', 'head-office'];
const WORK: readonly Role[] = [
  ...(['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'APPROVER'] as const),
  ...(['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER', 'TOWNSHIP_OFFICER', 'STATION_WORKER'] as const),
];
const actor: fc.Arbitrary<Actor> = fc
  .tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...OFFICES), fc.boolean(), fc.constantFrom(...WORK))
  .map(([name, office, all, role]) => someone(name, all ? WORK : [role], office));

/** Named, so that a run that fails can be read. */
type Command = { run: (model: CaseModel) => boolean; [fc.toStringMethod]: () => string };
const done = (model: CaseModel, change: Partial<CaseFacts>): boolean => {
  model.set(change);
  return true;
};
const named = (say: string, run: Command['run']): Command => ({ run, [fc.toStringMethod]: () => say });
const file = (model: CaseModel, index: number, status: 'UPLOADED' | 'CHECKED' | 'REJECTED') => {
  const { catalogue } = model.facts.definition;
  const requirementCode = catalogue[index % Math.max(1, catalogue.length)]?.code;
  if (!requirementCode) return false;
  const others = model.facts.documents.filter((row) => row.requirementCode !== requirementCode);
  const copies = [1, 2, 3].map(() => ({ requirementCode, status, quarantined: false }));
  return done(model, { documents: [...others, ...copies] });
};
const fileAll = (model: CaseModel) =>
  done(model, {
    documents: model.facts.definition.catalogue.flatMap(({ code }) =>
      [1, 2, 3].map(() => ({ requirementCode: code, status: 'CHECKED' as const, quarantined: false })),
    ),
    eligibility: Object.fromEntries(model.facts.definition.eligibility.map((row) => [row.code, row.mustBe])),
  });
const investigate = (model: CaseModel, [one, two]: readonly string[]) =>
  done(model, {
    assignments: [
      { part: 'MANAGER_A', userId: one ?? '' },
      { part: 'MANAGER_B', userId: two ?? '' },
    ],
    siteVisits: [{ visitorIds: [one ?? '', two ?? ''], photos: 1 }],
    report: { id: 'r', status: 'CONFIRMED', authorId: one ?? '', confirmedById: two ?? '' },
  });

/** Everything that the gates ask for at once, but what only people's commands bring. */
const supply = (model: CaseModel, pair: readonly string[]) =>
  fileAll(model) &&
  investigate(model, pair) &&
  done(model, {
    ...(model.facts.stage === 'CONTRACT' ? { contract: { status: 'LEGAL_CHECKED', sentBack: false } } : {}),
    conditions: [],
    publicNotice: { fromOn: addDays(model.today, -20), toOn: addDays(model.today, -1), openObjections: 0 },
    linkage: { households: 1 },
    orderedFen: model.facts.requestedAmountFen,
  });

/** What leads on from where the case stands. */
function leadOn(model: CaseModel, by: Actor, index: number): boolean {
  switch (model.facts.stage) {
    case 'CONSULTATION':
      return model.move('submit', by);
    case 'ACCEPTANCE':
      return model.move('accept', by);
    case 'DUE_DILIGENCE':
      return model.recommend(by);
    case 'DECISION':
      return model.decide(by);
    case 'CONTRACT':
      return model.signContract(by);
    case 'DISBURSEMENT':
    case 'FOLLOW_UP':
      return model.release(by) || model.request(by, index);
  }
}

/** What leads on is drawn more often than what leads back, or hardly a run would reach the money. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc
      .shuffledSubarray(PEOPLE, { minLength: 2, maxLength: 2 })
      .map((pair) => named(`supply ${pair}`, (model) => supply(model, pair))),
  },
  {
    weight: 50,
    arbitrary: fc
      .tuple(actor, fc.nat(2))
      .map(([by, index]) => named(`lead on by ${by.userId}`, (model) => leadOn(model, by, index))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(40), fc.constantFrom('UPLOADED' as const, 'CHECKED' as const, 'REJECTED' as const))
      .map(([index, status]) => named(`${status} ${index}`, (model) => file(model, index, status))),
  },
  {
    weight: 4,
    arbitrary: fc
      .shuffledSubarray(PEOPLE, { minLength: 2, maxLength: 2 })
      .map((pair) => named(`investigate ${pair}`, (model) => investigate(model, pair))),
  },
  {
    weight: 16,
    arbitrary: fc
      .tuple(fc.constantFrom('submit' as const, 'accept' as const, 'sign' as const, 'recommend' as const), actor)
      .map(([verb, by]) =>
        named(`${verb} by ${by.userId}`, (model) => {
          if (verb === 'sign') return model.signContract(by);
          return verb === 'recommend' ? model.recommend(by) : model.move(verb, by);
        }),
      ),
  },
  { weight: 8, arbitrary: actor.map((by) => named(`decide ${by.userId}`, (model) => model.decide(by))) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(actor, fc.nat(2))
      .map(([by, index]) => named(`request ${index} by ${by.userId}`, (model) => model.request(by, index))),
  },
  { weight: 8, arbitrary: actor.map((by) => named(`release by ${by.userId}`, (model) => model.release(by))) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom<Verb>(...VERBS.filter((verb) => !['approve', 'endorse', 'disburse'].includes(verb))),
        actor,
        fc.constantFrom(...STAGES),
      )
      .map(([verb, by, to]) => named(`${verb} by ${by.userId}`, (model) => model.move(verb, by, to))),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      named(
        'draft',
        (model) => model.facts.contract === null && done(model, { contract: { status: 'DRAFT', sentBack: false } }),
      ),
      named(
        'legal check',
        (model) =>
          model.facts.contract?.status === 'DRAFT' &&
          done(model, { contract: { status: 'LEGAL_CHECKED', sentBack: false } }),
      ),
      named('condition', (model) => done(model, { conditions: [{ gate: 'DISBURSEMENT', status: 'OPEN' }] })),
      named('condition met', (model) => done(model, { conditions: [{ gate: 'DISBURSEMENT', status: 'MET' }] })),
      named('notice', (model) =>
        done(model, { publicNotice: { fromOn: model.today, toOn: addDays(model.today, 9), openObjections: 0 } }),
      ),
      named(
        'objection',
        (model) =>
          model.facts.publicNotice !== null &&
          done(model, { publicNotice: { ...model.facts.publicNotice, openObjections: 1 } }),
      ),
      named('link', (model) => done(model, { linkage: { households: 2 }, orderedFen: model.facts.requestedAmountFen })),
      named('unlink', (model) => done(model, { linkage: null, orderedFen: 0n })),
      named('passed', (model) => model.inspect('PASSED')),
      named('failed', (model) => model.inspect('FAILED')),
      named('finding', (model) => done(model, { openFindings: 1 })),
      named('signed off', (model) => done(model, { openFindings: 0, rectifiedFindings: 0 })),
      named('conflict', (model) => done(model, { conflicts: ['fa'] })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => named(`${days} days`, (model) => model.pass(days))),
  },
);
