import { describe, expect, it } from 'vitest';
import { factsOf, personOf } from '../../tests/support/facts';
import {
  CASE_DOCUMENT_KINDS,
  type CaseDocumentKind,
  checkGenerate,
  GENERATED_RULES,
  isOfTheMoment,
  mayReadGenerated,
} from './generated-documents';
import { ROLES } from './permissions';
import { STAGES } from './stage';

const official = personOf(['COUNTY_OFFICIAL']);

describe('when a document of a case may be made', () => {
  it.each(CASE_DOCUMENT_KINDS)('%s: at the stages of its row and nowhere else', (kind) => {
    const template = { kind, title: 'x', blocks: [{ style: 'PARAGRAPH' as const, text: 'x' }] };
    const { definition } = factsOf();
    const may = STAGES.filter(
      (stage) =>
        checkGenerate(
          factsOf({
            stage,
            status: kind === 'MISSING_ITEMS' ? 'AWAITING_SUPPLEMENT' : 'OPEN',
            supplementItems: ['APPLICATION_FORM'],
            approvedOn: '2026-03-02',
            report: { id: 'r', status: 'SUBMITTED', authorId: 'a', confirmedById: 'b' },
            tranches: [{ id: 't', status: 'PLANNED', plannedOn: '2026-04-01', milestone: 'START', holdDays: 0 }],
            definition: { ...definition, templates: [template] },
          }),
          official,
          kind,
        ) === null,
    );
    expect(may).toEqual(STAGES.filter((stage) => (GENERATED_RULES[kind].stages as readonly string[]).includes(stage)));
  });

  it('needs a template, the right to make it and to read what it says', () => {
    const facts = factsOf({ stage: 'DECISION', approvedOn: '2026-03-02' });
    expect(checkGenerate(facts, official, 'DECISION_NOTICE')).toBeNull();
    expect(checkGenerate(facts, official, 'HELPING_CONTRACT')).toEqual({ code: 'TEMPLATE_MISSING' });
    expect(checkGenerate(facts, personOf(['AUDITOR']), 'DECISION_NOTICE')).toEqual({ code: 'NOT_PERMITTED' });
    expect(checkGenerate(facts, personOf(['ACCOUNT_MANAGER']), 'LINKAGE_AGREEMENT')).toEqual({ code: 'NOT_PERMITTED' });
    expect(checkGenerate(facts, personOf(['STATION_WORKER']), 'DISBURSEMENT_REQUEST')).toEqual({
      code: 'NOT_PERMITTED',
    });
  });

  it('is a decision notice also where the case was declined before it was decided', () => {
    const facts = factsOf({ stage: 'ACCEPTANCE', status: 'CLOSED', outcome: 'DECLINED', approvedOn: null });
    expect(checkGenerate(facts, official, 'DECISION_NOTICE')).toBeNull();
    expect(checkGenerate({ ...facts, outcome: 'WITHDRAWN' }, official, 'DECISION_NOTICE')).toEqual({
      code: 'GENERATED_NOT_NOW',
      params: { kind: 'DECISION_NOTICE' },
    });
  });

  it('is an agreement only where the programme asks for linkage', () => {
    const { definition } = factsOf();
    const asked = (linkageFor: typeof definition.linkageFor) =>
      checkGenerate(
        factsOf({ stage: 'CONTRACT', definition: { ...definition, linkageFor } }),
        official,
        'LINKAGE_AGREEMENT',
      );
    expect(asked(['COOPERATIVE'])).toBeNull();
    expect(asked(['ENTERPRISE'])?.code).toBe('GENERATED_NOT_NOW');
  });

  it('is offered where the applicant waits for it', () => {
    const waited = (kind: CaseDocumentKind, change: Parameters<typeof factsOf>[0]) =>
      isOfTheMoment(factsOf(change), kind);
    expect(waited('ACCEPTANCE_RECEIPT', { stage: 'DUE_DILIGENCE', approvedOn: null })).toBe(true);
    expect(waited('ACCEPTANCE_RECEIPT', { stage: 'CONTRACT', approvedOn: '2026-03-02' })).toBe(false);
    expect(waited('DECISION_NOTICE', { stage: 'CONTRACT', approvedOn: '2026-03-02' })).toBe(true);
    expect(waited('DECISION_NOTICE', { stage: 'FOLLOW_UP', approvedOn: '2026-03-02' })).toBe(false);
    expect(waited('APPROVAL_FORM', { stage: 'CONTRACT' })).toBe(false);
  });
});

it('the whole minutes are read by who holds sessions, not by who supervises them', () => {
  expect(ROLES.filter((role) => mayReadGenerated({ roles: [role] }, 'SESSION_MINUTES'))).toEqual([
    'CREDIT_LEAD',
    'APPROVER',
  ]);
});
