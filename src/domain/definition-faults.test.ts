import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROGRAMME_A } from '../../prisma/seed/programme-a';
import { DEFINITION_FAULTS, type FaultCode, findDefinitionFaults } from './definition-faults';
import { type ProgrammeBodyInput, parseProgrammeBody } from './programme';

type Draft = ProgrammeBodyInput;
const codesOf = (change: (draft: Draft) => void): FaultCode[] => {
  const draft = structuredClone(PROGRAMME_A);
  change(draft);
  return findDefinitionFaults(parseProgrammeBody(draft)).map((row) => row.code);
};
/** the row of a list; a test that names none is wrong */
const at = <T>(rows: readonly T[] | undefined, index = 0): T => {
  const row = rows?.[index];
  if (row === undefined) throw new Error(`no row ${index}`);
  return row;
};
const row = <T extends { code: string }>(rows: T[], code: string) => at(rows.filter((entry) => entry.code === code));
const without = (draft: Draft, stage: string) => {
  draft.stages = draft.stages.filter((entry) => entry.stage !== stage);
  draft.catalogue = draft.catalogue.filter((entry) => entry.stage !== stage);
};
const LEVELS = {
  county: { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: '100000000', approvals: 1 },
  countyTwo: { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: '300000000', approvals: 2 },
  head: { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 1 },
} as const;
const toGrant = (draft: Draft) => {
  draft.financing = 'GRANT';
  draft.closings = ['certify'];
};

const FAULTY: Record<FaultCode, (draft: Draft) => void> = {
  STAGE_MISSING: (draft) => without(draft, 'DISBURSEMENT'),
  STAGE_TWICE: (draft) => draft.stages.push(at(draft.stages)),
  LOAN_NEEDS_CONTRACT: (draft) => without(draft, 'CONTRACT'),
  GREEN_SLOWER: (draft) => {
    at(draft.stages).greenLimitWorkingDays = 9;
  },
  STEP_NOT_HERE: (draft) => {
    at(draft.stages, 3).reviewSteps = [{ role: 'COUNTY_OFFICIAL', name: { zh: 'x', en: 'x' } }];
  },
  STEP_MAY_NOT_ACCEPT: (draft) => {
    at(at(draft.stages, 1).reviewSteps).role = 'APPROVER';
  },
  STAGE_WITHOUT_PEOPLE: (draft) => {
    draft.financierKinds = ['BANK', 'FINANCE_BUREAU'];
  },
  CLOSING_MISSING: (draft) => {
    draft.closings = ['compensate', 'certify'];
  },
  CLOSING_NOT_FOR_GRANT: (draft) => {
    toGrant(draft);
    draft.closings = ['certify', 'writeOff'];
  },
  CODE_TWICE: (draft) => draft.catalogue.push(at(draft.catalogue)),
  KIND_TWICE: (draft) => draft.applicants.push(at(draft.applicants)),
  KIND_UNSERVED: (draft) => {
    draft.applicants = draft.applicants.filter((entry) => entry.kind === 'HOUSEHOLD');
  },
  AMOUNTS_CROSSED: (draft) => {
    at(draft.applicants).minimumFen = '10000001';
  },
  AGE_CROSSED: (draft) => {
    draft.borrowerAge = { from: 60, to: 18 };
  },
  REQUIREMENT_STAGE_UNUSED: (draft) => {
    draft.stages = draft.stages.filter((entry) => entry.stage !== 'DUE_DILIGENCE');
  },
  REQUIREMENT_NOBODY_UPLOADS: (draft) => {
    row(draft.catalogue, 'RECOMMENDATION_LETTER').visibleTo = ['APPROVER', 'AUDITOR'];
  },
  REQUIREMENT_NOBODY_CHECKS: (draft) => {
    row(draft.catalogue, 'IDENTITY_COPY').visibleTo = ['STATION_WORKER'];
  },
  ITEMS_MISSING: (draft) => {
    draft.reportItems = draft.reportItems.filter((item) => item.applicantKinds.length < 3);
  },
  OPTIONS_SAME_POINTS: (draft) => {
    for (const option of row(draft.reportItems, 'SKILL').options) option.points = 5;
  },
  SCORE_WITHOUT_ITEMS: (draft) => without(draft, 'DUE_DILIGENCE'),
  SUBSIDY_NEEDS_LOAN: (draft) => {
    toGrant(draft);
    draft.subsidyMaximumFen = '5000000';
  },
  FUND_NEEDS_LOAN: (draft) => {
    toGrant(draft);
    draft.riskFund = true;
  },
  AUTHORITY_TWICE: (draft) => {
    draft.authority = [LEVELS.county, LEVELS.county, LEVELS.head];
  },
  AUTHORITY_FEWER_APPROVALS: (draft) => {
    draft.authority = [{ ...LEVELS.county, approvals: 3 }, LEVELS.countyTwo, LEVELS.head];
  },
  AUTHORITY_KIND_LEFT_OUT: (draft) => {
    draft.authority = [{ ...LEVELS.county, applicantKind: 'HOUSEHOLD' }, LEVELS.head];
  },
  AUTHORITY_UNREACHABLE: (draft) => {
    draft.authority = [{ ...LEVELS.county, upToFen: null }, LEVELS.head];
  },
  AUTHORITY_GAP: (draft) => {
    draft.authority = [LEVELS.county, LEVELS.countyTwo];
  },
  PAYMENTS_SUM: (draft) => {
    draft.payments = [{ shareBps: 4000, milestone: 'START', holdDays: 0 }];
  },
  PAYMENT_NEEDS_CHECK: (draft) => {
    draft.payments = [{ shareBps: 10_000, milestone: 'COUNTY_CHECK', holdDays: 0 }];
  },
  FIRST_PAYMENT_OUT_OF_REACH: (draft) => {
    toGrant(draft);
    without(draft, 'CONTRACT');
    draft.completionCheck = true;
    draft.payments = [{ shareBps: 10_000, milestone: 'FIRST_CHECK', holdDays: 0 }];
  },
  PROGRESS_NEEDS_REPORTS: (draft) => {
    draft.physicalProgress = true;
    draft.monthlyReportDueDay = null;
  },
  TEMPLATE_TWICE: (draft) => {
    const template = { kind: 'DECISION_NOTICE' as const, title: 'x', blocks: [{ style: 'LIST' as const, text: 'x' }] };
    draft.templates = [template, template];
  },
  TEMPLATE_UNKNOWN_FIELD: (draft) => {
    draft.templates = [
      { kind: 'DECISION_NOTICE', title: '{reference}', blocks: [{ style: 'PARAGRAPH', text: '{idNumber}' }] },
    ];
  },
  TEMPLATE_BRACE: (draft) => {
    draft.templates = [{ kind: 'DECISION_NOTICE', title: 'x', blocks: [{ style: 'PARAGRAPH', text: '{reference' }] }];
  },
  TEMPLATE_LIST_MISPLACED: (draft) => {
    draft.templates = [
      { kind: 'DECISION_NOTICE', title: 'x', blocks: [{ style: 'PARAGRAPH', text: '{conditions.text}' }] },
    ];
  },
};

/** What may be altered freely without anything being wrong. */
const HARMLESS: ((draft: Draft) => void)[] = [
  (draft) => {
    draft.name = { zh: 'x', en: 'x' };
  },
  (draft) => {
    draft.authority = [LEVELS.county, LEVELS.countyTwo, LEVELS.head];
  },
  (draft) => {
    at(draft.applicants).maximumTermMonths = 1;
  },
  (draft) => {
    draft.eligibility = [];
  },
  (draft) => {
    draft.publicNotice = true;
  },
  (draft) => {
    draft.approvalValidDays = 30;
  },
];

describe('faults of a definition', () => {
  it('are none in the first programme', () => {
    expect(codesOf(() => {})).toEqual([]);
  });

  it.each(DEFINITION_FAULTS)('%s', (code) => {
    expect(codesOf(FAULTY[code])).toContain(code);
  });

  it('name the part in which they are mended', () => {
    const draft = structuredClone(PROGRAMME_A);
    FAULTY.TEMPLATE_UNKNOWN_FIELD(draft);
    expect(findDefinitionFaults(parseProgrammeBody(draft))).toEqual([
      {
        code: 'TEMPLATE_UNKNOWN_FIELD',
        key: 'templates',
        section: 'templates',
        row: 'DECISION_NOTICE',
        params: { generatedKind: 'DECISION_NOTICE', fields: '{idNumber}' },
      },
    ]);
  });

  it('ask for somebody without limit where what is owed elsewhere counts', () => {
    const enough = { ...LEVELS.county, upToFen: '2000000000' };
    expect(
      codesOf((draft) => {
        draft.authority = [enough];
      }),
    ).toEqual([]);
    expect(
      codesOf((draft) => {
        draft.authority = [enough];
        draft.authorityBasis = 'EXPOSURE';
      }),
    ).toContain('AUTHORITY_GAP');
  });

  it('let a grant go without inquiry and contract', () => {
    expect(
      codesOf((draft) => {
        toGrant(draft);
        without(draft, 'DUE_DILIGENCE');
        without(draft, 'CONTRACT');
        draft.reportItems = [];
        draft.minimumScoreBps = 0;
      }),
    ).toEqual([]);
  });

  it('are found whatever else was altered, and none is found where nothing is wrong', () => {
    const harmless = fc.subarray(HARMLESS);
    fc.assert(
      fc.property(harmless, (edits) => {
        expect(
          codesOf((draft) => {
            for (const edit of edits) edit(draft);
          }),
        ).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(harmless, fc.constantFrom(...DEFINITION_FAULTS), (edits, code) => {
        expect(
          codesOf((draft) => {
            for (const edit of edits) edit(draft);
            FAULTY[code](draft);
          }),
        ).toContain(code);
      }),
    );
  });

  it('leave no definition in which an amount that may be asked for is decided by nobody', () => {
    const row = fc.record({
      level: fc.constantFrom('COUNTY_BRANCH' as const, 'PROVINCIAL_BRANCH' as const, 'HEAD_OFFICE' as const),
      applicantKind: fc.constantFrom(null, 'HOUSEHOLD' as const, 'ENTERPRISE' as const),
      upToFen: fc.constantFrom(null, '5000000', '10000000', '500000000', '2000000000'),
      approvals: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (authority) => {
        const body = parseProgrammeBody({ ...structuredClone(PROGRAMME_A), authority });
        if (findDefinitionFaults(body).length > 0) return;
        for (const { kind, maximumFen } of body.applicants) {
          const own = body.authority.filter((entry) => entry.applicantKind === kind || entry.applicantKind === null);
          expect(own.some((entry) => entry.upToFen === null || entry.upToFen >= maximumFen)).toBe(true);
        }
      }),
    );
  });
});
