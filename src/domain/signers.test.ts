import { expect, it } from 'vitest';
import type { CaseFacts } from './case-facts';
import { openAfterSigners, regularApprovals, signersInTurn } from './signers';

const approvals = (...ids: string[]): CaseFacts['approvals'] =>
  ids.map((approverId) => ({ approverId, organisationId: 'branch', outcome: 'APPROVED' as const }));
const after = (askedOfId: string, status: CaseFacts['signers'][number]['status'] = 'ASKED') =>
  ({ kind: 'SIGN_AFTER', status, askedOfId }) as const;

it('counts the approvals of those whom the authority asks for, and not those added', () => {
  expect(regularApprovals({ approvals: approvals('ann', 'bo'), signers: [] })).toBe(2);
  expect(regularApprovals({ approvals: approvals('ann', 'bo'), signers: [after('bo', 'ANSWERED')] })).toBe(1);
  // who was heard before is not among those who sign last
  const before = { ...after('bo', 'ANSWERED'), kind: 'SIGN_BEFORE' } as const;
  expect(regularApprovals({ approvals: approvals('ann', 'bo'), signers: [before] })).toBe(2);
  const [declined] = approvals('cy').map((row) => ({ ...row, outcome: 'DECLINED' as const }));
  expect(regularApprovals({ approvals: [...approvals('ann'), declined ?? never()], signers: [] })).toBe(1);
});

it('knows who is still to sign last', () => {
  const before = { ...after('di'), kind: 'SIGN_BEFORE' } as const;
  const signers = [after('ann'), after('bo', 'ANSWERED'), after('cy', 'OBJECTED'), before];
  expect(openAfterSigners({ approvals: [], signers })).toEqual(['ann']);
});

it('lets them sign once as many have approved as are needed, and not one earlier', () => {
  const of = (...ids: string[]) => ({ approvals: approvals(...ids), signers: [after('di'), after('ed')] });
  expect(signersInTurn(of('ann'), 2)).toEqual([]);
  expect(signersInTurn(of('ann', 'bo'), 2)).toEqual(['di', 'ed']);
  expect(signersInTurn(of('ann', 'bo', 'cy'), 2)).toEqual(['di', 'ed']);
});

function never(): never {
  throw new Error('one approval gives one row');
}
