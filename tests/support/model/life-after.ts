import {
  aimOf,
  instalmentsOf,
  isAtOrBefore,
  type Life,
  type LifeCommand,
  type LifeInstalment,
  type LifeStage,
  neededFor,
  REVIEWERS,
  STAGES_OF_LIFE,
  TWO_DECIDE_FEN,
} from './life';
import { leastApproved, quotaAfter } from './life-reasons';

const next = (stage: LifeStage): LifeStage => STAGES_OF_LIFE[STAGES_OF_LIFE.indexOf(stage) + 1] ?? stage;
const ZERO = 0n;

const withDuty = (life: Life, names: readonly string[], duty: Life['duty'][string]): Life => ({
  ...life,
  duty: { ...life.duty, ...Object.fromEntries(names.map((name) => [name, duty])) },
});

const change = (life: Life, at: number, state: LifeInstalment['state'], askedBy: string | null): Life => ({
  ...life,
  instalments: life.instalments.map((row, index) => (index === at ? { ...row, state, askedBy } : row)),
});

/** What was set aside for the case and will not be used goes back. */
const freed = (life: Life): Life => ({ ...life, quota: { ...life.quota, reservedFen: ZERO } });

/** Contract and plan fall; what money once touched counts no more. */
const withoutContract = (life: Life): Life => ({ ...life, contract: null, contractedFen: null, instalments: [] });

/** Approvals of the round fall, and with them what was set aside. */
const withoutApproval = (life: Life): Life => freed({ ...life, approvals: [], approvedFen: null });

function endedAs(life: Life, outcome: NonNullable<Life['outcome']>): Life {
  return { ...withoutApproval(withoutContract(life)), status: 'CLOSED', outcome };
}

/** 退回: approvals given since the stage that it goes back to are void, and so is what was built on them. */
function sentBack(life: Life, to: LifeStage): Life {
  let after: Life = { ...life, stage: to, step: 0 };
  if (isAtOrBefore(to, 'CONTRACT')) after = withoutContract(after);
  if (isAtOrBefore(to, 'DECISION')) after = withoutApproval(after);
  if (!isAtOrBefore(to, 'DUE_DILIGENCE')) return after;
  const report = after.report?.handedIn ? null : after.report;
  return { ...after, recommended: false, level: null, report };
}

function approved(life: Life, by: string, amount: 'ALL' | 'LESS' | 'MORE'): Life {
  const fen = leastApproved({ ...life, approvals: [] }, { amount });
  const signed = withDuty({ ...life, approvals: [...life.approvals, { by, fen }] }, [by], 'APPROVED');
  if (signed.approvals.length < neededFor(life)) return signed;
  const approvedFen = leastApproved(life, { amount });
  return { ...signed, stage: 'CONTRACT', approvedFen, quota: { ...life.quota, reservedFen: approvedFen } };
}

/** What is of the case after a command that was done; `repaidFen`: how much of a repayment was principal. */
export function lifeAfter(life: Life, command: LifeCommand, repaidFen = ZERO): Life {
  const { name } = command.by;
  switch (command.kind) {
    case 'file':
      return { ...life, paperIsGood: true, paperIsNew: true };
    case 'spoil':
      return { ...life, paperIsGood: false, paperIsNew: false };
    case 'submit':
      return { ...life, stage: 'ACCEPTANCE', step: 0 };
    case 'accept': {
      const isLast = life.step + 1 === REVIEWERS.length;
      return isLast ? { ...life, stage: 'DUE_DILIGENCE', step: 0 } : { ...life, step: life.step + 1 };
    }
    case 'assign': {
      const { report } = life;
      const bothStay = [report?.author, report?.confirmedBy].every((one) =>
        command.pair.some((other) => other === one),
      );
      // a confirmation holds while both who gave it are on the case
      const kept = report && !report.handedIn && !bothStay ? { ...report, confirmedBy: null } : report;
      return { ...life, managers: command.pair, report: kept };
    }
    case 'visit':
      return withDuty({ ...life, visits: [...life.visits, life.managers] }, life.managers, 'LOOKED_INTO');
    case 'report': {
      const isSame = life.report?.author === name;
      const report = isSame ? life.report : { author: name, confirmedBy: null, handedIn: false };
      return withDuty({ ...life, report }, [name], 'LOOKED_INTO');
    }
    case 'confirm':
      return withDuty({ ...life, report: life.report && { ...life.report, confirmedBy: name } }, [name], 'LOOKED_INTO');
    case 'recommend':
      return {
        ...life,
        stage: 'DECISION',
        recommended: true,
        level: life.setting.amountFen <= TWO_DECIDE_FEN ? 'BRANCH' : 'HEAD',
        report: life.report && { ...life.report, handedIn: true },
      };
    case 'approve':
      return approved(life, name, command.amount);
    case 'decline': {
      const voted = life.stage === 'DECISION' ? withDuty(life, [name], 'APPROVED') : life;
      return endedAs(voted, 'DECLINED');
    }
    case 'sendBack': {
      const voted = life.stage === 'DECISION' ? withDuty(life, [name], 'APPROVED') : life;
      return sentBack(voted, command.to);
    }
    case 'draft': {
      const instalments = instalmentsOf(life.approvedFen ?? ZERO).map((fen) => ({
        ...{ fen, state: 'PLANNED' as const, askedBy: null },
      }));
      return { ...life, contract: { state: 'DRAFT', draftedBy: name }, instalments };
    }
    case 'check':
    case 'refuseDraft': {
      const state = command.kind === 'check' ? 'CHECKED' : 'SENT_BACK';
      return { ...life, contract: life.contract && { ...life.contract, state } };
    }
    case 'sign': {
      const contract = life.contract && { ...life.contract, state: 'SIGNED' as const };
      return { ...life, stage: next(life.stage), contract, contractedFen: life.approvedFen };
    }
    case 'requestSupplement':
      return { ...life, status: 'AWAITING_SUPPLEMENT' };
    case 'supplement':
    case 'resume':
      return { ...life, status: 'OPEN' };
    case 'reopen':
      return { ...life, status: 'OPEN', outcome: null };
    case 'suspend':
      return { ...life, status: 'SUSPENDED' };
    case 'withdraw':
      return endedAs(life, 'WITHDRAWN');
    case 'lapse':
      return endedAs(life, 'LAPSED');
    case 'ask':
      return withDuty(change(life, command.instalment, 'REQUESTED', name), [name], 'ASKED');
    case 'release': {
      const at = aimOf(life, command);
      const fen = life.instalments[at]?.fen ?? ZERO;
      const { reservedFen, usedFen, ...quota } = life.quota;
      const paid: Life = {
        ...change(life, at, 'RELEASED', null),
        ...{ stage: 'FOLLOW_UP', owedFen: life.owedFen + fen },
        quota: { ...quota, reservedFen: reservedFen - fen, usedFen: usedFen + fen },
      };
      return withDuty(paid, [name], 'RELEASED');
    }
    case 'refuse':
      return withDuty(change(life, aimOf(life, command), 'PLANNED', null), [name], 'RELEASED');
    case 'bankReturn': {
      const at = aimOf(life, command);
      const fen = life.instalments[at]?.fen ?? ZERO;
      const { reservedFen, usedFen, ...quota } = life.quota;
      return {
        ...change(life, at, 'RETURNED', null),
        owedFen: life.owedFen - fen,
        quota: { ...quota, reservedFen: reservedFen + fen, usedFen: usedFen - fen },
      };
    }
    case 'repay':
      return { ...life, owedFen: life.owedFen - repaidFen, wasRepaid: true };
    case 'close':
      return freed({ ...life, status: 'CLOSED', outcome: 'REPAID' });
    case 'writeOff':
      return freed({ ...life, status: 'CLOSED', outcome: 'WRITTEN_OFF', owedFen: ZERO });
    case 'pauseFund':
      return { ...life, fundIsPaused: true };
    case 'resumeFund':
      return { ...life, fundIsPaused: false };
    case 'payIn':
      return { ...life, fundFen: life.fundFen + life.setting.amountFen };
    case 'cutQuota':
    case 'restoreQuota':
      return { ...life, quota: { ...life.quota, fen: quotaAfter(life, command.kind) } };
  }
}
