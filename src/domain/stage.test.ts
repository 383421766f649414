import { describe, expect, it } from 'vitest';
import { DEFINITION_A, factsOf, personOf, TODAY } from '../../tests/support/facts';
import { availableTransitions, checkTransition } from './gates';
import { can, ROLES } from './permissions';
import { REFUSAL_CODES } from './refusal';
import {
  CASE_STATUSES,
  GATES,
  newlyReached,
  nextStage,
  OUTCOMES,
  previousStage,
  returnTargets,
  STAGES,
  type Stage,
  type Transition,
  transitionOf,
  VERBS,
} from './stage';

const USED = DEFINITION_A.stages.map((row) => row.stage);
const EVERYWHERE = STAGES.flatMap((stage) => CASE_STATUSES.map((status) => ({ stage, status })));

/** The stages a verb may lead to from one, by the table alone. */
function landsOn(row: Transition, stage: Stage): Stage[] {
  switch (row.to) {
    case 'SAME':
      return [stage];
    case 'NEXT': {
      const next = nextStage(stage, USED);
      return next ? [next] : [];
    }
    case 'NEXT_STEP': {
      const next = nextStage(stage, USED);
      return next ? [stage, next] : [stage];
    }
    case 'BACK': {
      const before = previousStage(stage, USED);
      return before ? [before] : [];
    }
    case 'CHOSEN':
      return returnTargets(stage, USED);
  }
}

describe('the transition table is total', () => {
  it.each(VERBS)('%s has an answer in every stage and status for every role', (verb) => {
    const row = transitionOf(verb);
    for (const { stage, status } of EVERYWHERE)
      for (const role of ROLES) {
        const facts = factsOf({ stage, status });
        const refusals = checkTransition(verb, facts, personOf([role]), TODAY);
        const inTable = row.from.includes(stage) && row.statuses.includes(status);
        const closing = row.to === 'NEXT' ? nextStage(stage, USED) !== null : true;
        const offered =
          !['close', 'certify', 'compensate', 'writeOff'].includes(verb) ||
          stage !== 'FOLLOW_UP' ||
          (DEFINITION_A.closings as readonly string[]).includes(verb);
        const codes = refusals.map((refusal) => refusal.code);
        for (const code of codes) expect(REFUSAL_CODES).toContain(code);
        if (!inTable || !closing || !offered) expect(codes).toEqual(['TRANSITION_NOT_AVAILABLE']);
        else if (!can({ roles: [role] }, row.permission)) expect(codes).toEqual(['NOT_PERMITTED']);
        else {
          expect(codes).not.toContain('TRANSITION_NOT_AVAILABLE');
          expect(landsOn(row, stage).length).toBeGreaterThan(0);
        }
      }
  });

  it('names known gates, an event of its own area and an outcome exactly where it closes', () => {
    for (const verb of VERBS) {
      const row = transitionOf(verb);
      for (const gate of row.needs) expect(GATES).toContain(gate);
      expect(row.event).toMatch(/^(case|contract|payment)\.[a-z-]+$/);
      expect(row.outcome !== undefined).toBe(row.becomes === 'CLOSED');
    }
  });

  it('uses every gate, and gives every outcome a verb', () => {
    const rows = VERBS.map(transitionOf);
    for (const gate of GATES) expect(rows.some((row) => row.needs.includes(gate))).toBe(true);
    for (const outcome of OUTCOMES) expect(rows.some((row) => row.outcome === outcome)).toBe(true);
  });

  it('demands a reason for every way back, every stop and every end but a repaid one', () => {
    const without = VERBS.filter((verb) => !transitionOf(verb).reason);
    for (const verb of without)
      expect([
        'submit',
        'accept',
        'assign',
        'recommend',
        'endorse',
        'approve',
        'sign',
        'disburse',
        'supplement',
        'close',
      ]).toContain(verb);
  });

  it('lets every role of a verb take it somewhere: no verb is held by nobody', () => {
    for (const verb of VERBS)
      expect(ROLES.some((role) => can({ roles: [role] }, transitionOf(verb).permission))).toBe(true);
  });
});

describe('where the table leads', () => {
  it('reaches every stage and every status from consultation', () => {
    const seen = new Set(['CONSULTATION OPEN']);
    const queue: { stage: Stage; status: (typeof CASE_STATUSES)[number] }[] = [
      { stage: 'CONSULTATION', status: 'OPEN' },
    ];
    for (const at of queue)
      for (const verb of VERBS) {
        const row = transitionOf(verb);
        if (!row.from.includes(at.stage) || !row.statuses.includes(at.status)) continue;
        for (const stage of landsOn(row, at.stage)) {
          const status = row.becomes === 'SAME' ? at.status : row.becomes;
          if (seen.has(`${stage} ${status}`)) continue;
          seen.add(`${stage} ${status}`);
          queue.push({ stage, status });
        }
      }
    for (const { stage, status } of EVERYWHERE) {
      // nobody asks for a supplement before acceptance, nor once money is being paid
      const never = status === 'AWAITING_SUPPLEMENT' && ['CONSULTATION', 'DISBURSEMENT', 'FOLLOW_UP'].includes(stage);
      expect([`${stage} ${status}`, seen.has(`${stage} ${status}`)]).toEqual([`${stage} ${status}`, !never]);
    }
  });

  it('has from every state that is not closed both a way on and an end, and a way back from every end', () => {
    for (const { stage, status } of EVERYWHERE) {
      if (status === 'AWAITING_SUPPLEMENT' && ['CONSULTATION', 'DISBURSEMENT', 'FOLLOW_UP'].includes(stage)) continue;
      const here = VERBS.map(transitionOf).filter((row) => row.from.includes(stage) && row.statuses.includes(status));
      if (status === 'CLOSED') expect(here.map((row) => row.becomes)).toEqual(['OPEN']);
      else {
        expect(here.some((row) => row.becomes === 'CLOSED')).toBe(true);
        expect(here.some((row) => row.becomes !== 'CLOSED')).toBe(true);
      }
    }
  });

  it('leads a case from the first stage to the last by the verbs of the straight way', () => {
    let stage: Stage = 'CONSULTATION';
    const taken: string[] = [];
    for (const verb of ['submit', 'accept', 'recommend', 'approve', 'sign', 'disburse'] as const) {
      expect(transitionOf(verb).from).toEqual([stage]);
      stage = landsOn(transitionOf(verb), stage).at(-1) as Stage;
      taken.push(stage);
    }
    expect(taken).toEqual(STAGES.slice(1));
  });
});

/** Not this person's, whatever they do: another stage, another role, handed on by somebody else. */
const HIDDEN = ['TRANSITION_NOT_AVAILABLE', 'NOT_PERMITTED', 'NOT_HANDED_ON_BY_YOU'];

describe('buttons and the server', () => {
  it('offer exactly what the check allows or refuses for a reason the person can mend', () => {
    for (const { stage, status } of EVERYWHERE)
      for (const role of ROLES) {
        const facts = factsOf({ stage, status, disbursedAmountFen: stage === 'FOLLOW_UP' ? 10n : 0n });
        const person = personOf([role]);
        const offered = new Map(availableTransitions(facts, person, TODAY).map((row) => [row.verb, row.refusals]));
        for (const verb of VERBS) {
          const refusals = checkTransition(verb, facts, person, TODAY);
          const hidden = transitionOf(verb).automatic === true || refusals.some(({ code }) => HIDDEN.includes(code));
          expect(offered.get(verb)).toEqual(hidden ? undefined : refusals);
        }
      }
  });

  it('offers nobody without a case role anything', () => {
    for (const { stage, status } of EVERYWHERE)
      for (const role of ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN', 'LEADER', 'REGULATOR', 'AUDITOR'] as const)
        expect(availableTransitions(factsOf({ stage, status }), personOf([role]), TODAY)).toEqual([]);
  });
});

describe('stages that a programme leaves out', () => {
  const used: Stage[] = ['CONSULTATION', 'DECISION', 'FOLLOW_UP'];

  it('are passed over on the way on', () => {
    expect(STAGES.map((stage) => nextStage(stage, used))).toEqual([
      'DECISION',
      'DECISION',
      'DECISION',
      'FOLLOW_UP',
      'FOLLOW_UP',
      'FOLLOW_UP',
      null,
    ]);
  });

  it('are no target of a return; a return goes to an earlier stage only', () => {
    expect(returnTargets('FOLLOW_UP', used)).toEqual(['CONSULTATION', 'DECISION']);
    expect(returnTargets('CONSULTATION', used)).toEqual([]);
    for (const [index, stage] of STAGES.entries()) expect(returnTargets(stage, STAGES)).toEqual(STAGES.slice(0, index));
  });

  it('are not counted as reached; a stage is reached once', () => {
    expect(newlyReached('CONSULTATION', 'FOLLOW_UP', used)).toEqual(['DECISION', 'FOLLOW_UP']);
    expect(newlyReached('DECISION', 'DECISION', used)).toEqual([]);
    expect(newlyReached('FOLLOW_UP', 'CONSULTATION', used)).toEqual([]);
    expect(newlyReached('CONSULTATION', 'DUE_DILIGENCE', STAGES)).toEqual(['ACCEPTANCE', 'DUE_DILIGENCE']);
  });
});
