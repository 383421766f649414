import { describe, expect, it } from 'vitest';
import { DEFINITION_A, DEFINITION_E, factsOf, TODAY } from '../../tests/support/facts';
import type { CaseFacts } from './case-facts';
import { checkNoticeDays, checkNoticeOffer, normaliseReceipt, publicWords, receiptOf } from './public-notice';

const TEN_DAYS = {
  id: 'policy',
  kind: 'NOTICE_DAYS' as const,
  regionId: 1,
  programmeId: null,
  value: 10n,
  validFrom: '2018-01-01',
  validTo: null,
  documentNumber: '指导意见第四条',
};
const offer = (change: Partial<CaseFacts>) =>
  checkNoticeOffer(factsOf({ definition: DEFINITION_E, stage: 'DISBURSEMENT', policies: [TEN_DAYS], ...change }), TODAY)
    ?.code ?? null;

describe('a notice', () => {
  it('is put up where an approval stands, once a round, by a dated rule', () => {
    expect(offer({})).toBeNull();
    expect(offer({ stage: 'FOLLOW_UP' })).toBeNull();
    expect(offer({ stage: 'DECISION' })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(offer({ approvedOn: null })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(offer({ status: 'SUSPENDED' })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(offer({ definition: DEFINITION_A })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(offer({ publicNotice: { fromOn: TODAY, toOn: TODAY, openObjections: 0 } })).toBe('NOTICE_STANDS');
    expect(offer({ policies: [] })).toBe('POLICY_MISSING');
    expect(offer({ policies: [{ ...TEN_DAYS, validTo: TODAY }] })).toBe('POLICY_MISSING');
  });

  it('stands for so many days, both ends counted, and does not begin in the past', () => {
    const days = (fromOn: string, toOn: string) => checkNoticeDays({ fromOn, toOn }, 10, '2026-03-02')?.code ?? null;
    expect(days('2026-03-02', '2026-03-11')).toBeNull();
    expect(days('2026-03-02', '2026-03-10')).toBe('NOTICE_TOO_SHORT');
    expect(days('2026-03-01', '2026-03-20')).toBe('DATE_OUT_OF_ORDER');
    expect(days('2026-03-05', '2026-03-04')).toBe('DATE_OUT_OF_ORDER');
  });

  it('masks a person, also where the purpose names them, and no long number gets out', () => {
    expect(
      publicWords({ applicantName: '王小明', isPerson: true, purpose: '王小明购置种羊，电话13900000051' }),
    ).toEqual({
      applicant: '王**',
      purpose: '王**购置种羊，电话***********',
    });
    expect(publicWords({ applicantName: '示例合作社', isPerson: false, purpose: '500吨冷库' })).toEqual({
      applicant: '示例合作社',
      purpose: '500吨冷库',
    });
  });
});

it('a receipt is read in whatever form it is typed', () => {
  const receipt = receiptOf(Uint8Array.from({ length: 16 }, (_, index) => index * 7));
  expect(receipt).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
  expect(normaliseReceipt(` ${receipt.toLowerCase().replaceAll('-', ' ')} `)).toBe(receipt);
});
