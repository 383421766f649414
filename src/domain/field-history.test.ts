import { describe, expect, it } from 'vitest';
import { amountHistory, contractHistory, editHistory, type RecordedEvent } from './field-history';

const event = (id: string, kind: string, payload: Record<string, unknown>): RecordedEvent => ({ id, kind, payload });
const opened = event('1', 'case.opened', { requestedAmountFen: '5000' });

describe('the history of an amount', () => {
  it('sets each agreed one against the one that counted before', () => {
    const changes = amountHistory([
      opened,
      event('2', 'case.recommended', { recommendedAmountFen: '4000', termMonths: 12, rateBps: 475 }),
      event('3', 'case.approved', { amountFen: '3000', termMonths: 24, rateBps: 475 }),
      event('4', 'contract.signed', { amountFen: '3000' }),
    ]);
    expect(changes.map(({ eventId, change }) => [eventId, change.field, change.before, change.after])).toEqual([
      [
        '2',
        'RECOMMENDED',
        { as: 'AMOUNT', fen: 5000n, step: 'REQUESTED' },
        { as: 'AMOUNT', fen: 4000n, step: 'RECOMMENDED' },
      ],
      [
        '3',
        'APPROVED',
        { as: 'AMOUNT', fen: 4000n, step: 'RECOMMENDED' },
        { as: 'AMOUNT', fen: 3000n, step: 'APPROVED' },
      ],
      ['3', 'TERM', { as: 'MONTHS', number: 12 }, { as: 'MONTHS', number: 24 }],
      [
        '4',
        'CONTRACTED',
        { as: 'AMOUNT', fen: 3000n, step: 'APPROVED' },
        { as: 'AMOUNT', fen: 3000n, step: 'CONTRACTED' },
      ],
    ]);
  });

  it('says what a return voided, and starts again from what is left', () => {
    const changes = amountHistory([
      opened,
      event('2', 'case.edited', { changes: { requestedAmountFen: { old: '5000', new: '6000' } } }),
      event('3', 'case.recommended', { recommendedAmountFen: '4000' }),
      event('4', 'case.approved', { amountFen: '3000' }),
      event('5', 'case.returned', { returnedTo: 'DUE_DILIGENCE', voidedApprovedFen: '3000' }),
      event('6', 'case.recommended', { recommendedAmountFen: '2000' }),
    ]);
    expect(changes.slice(2).map(({ change }) => [change.field, change.before, change.after])).toEqual([
      ['APPROVED', { as: 'AMOUNT', fen: 3000n, step: 'APPROVED' }, { as: 'NONE' }],
      ['RECOMMENDED', { as: 'AMOUNT', fen: 4000n, step: 'RECOMMENDED' }, { as: 'NONE' }],
      [
        'RECOMMENDED',
        { as: 'AMOUNT', fen: 6000n, step: 'REQUESTED' },
        { as: 'AMOUNT', fen: 2000n, step: 'RECOMMENDED' },
      ],
    ]);
  });
});

describe('the history of a contract', () => {
  const draft = { contractId: 'c', amountFen: '100', termMonths: 12, rateBps: 475, tranches: 1 };

  it('begins with the second draft', () => {
    expect(contractHistory([event('1', 'contract.drafted', draft)])).toEqual([]);
    const changes = contractHistory([
      event('1', 'contract.drafted', draft),
      event('2', 'contract.drafted', { ...draft, amountFen: '90', tranches: 2 }),
      event('3', 'contract.drafted', { ...draft, amountFen: '90', tranches: 2 }),
      event('4', 'contract.drafted', { ...draft, contractId: 'other' }),
    ]);
    expect(changes.map(({ eventId, change }) => [eventId, change.field])).toEqual([
      ['2', 'AMOUNT'],
      ['2', 'TRANCHES'],
      ['3', 'WORDING'],
    ]);
  });
});

describe('the history of a consultation', () => {
  it('tells amounts, terms and answers, and of the rest only that it changed', () => {
    const changes = {
      title: true,
      requestedAmountFen: { old: '100', new: '200' },
      requestedTermMonths: { old: '12', new: '24' },
      'eligibility.LOCAL': { old: null, new: true },
    };
    expect(editHistory(event('1', 'case.edited', { changes }))).toEqual([
      { field: 'title', before: { as: 'WITHHELD' }, after: { as: 'WITHHELD' } },
      { field: 'requestedAmountFen', before: { as: 'AMOUNT', fen: 100n }, after: { as: 'AMOUNT', fen: 200n } },
      {
        field: 'requestedTermMonths',
        before: { as: 'MONTHS', number: 12 },
        after: { as: 'MONTHS', number: 24 },
      },
      { field: 'eligibility.LOCAL', before: { as: 'NONE' }, after: { as: 'ANSWER', yes: true } },
    ]);
    expect(editHistory(event('1', 'case.opened', {}))).toEqual([]);
  });
});
