import { ROLES } from './permissions';
import { AUTHORITY_LEVELS, GENERATED_KINDS, LINKAGE_MODELS, type ProgrammeBody } from './programme';
import { APPLICANT_KINDS, MILESTONES, STAGES } from './stage';

/**
 * How a definition is read, edited and compared: every parameter once, with the closed list that it is chosen from. The
 * forms, the reader of what they post and the comparison of versions all go by this; programme.ts says what is valid.
 */
/** `word`: by which it is called where its own name would say something else. */
export type FieldSpec = { word?: string } /** a code in capitals that names its row */ & (
  | { kind: 'code' }
  /** words in both languages */
  | { kind: 'label' }
  | { kind: 'text'; max: number; lines?: true; empty?: true }
  | { kind: 'count'; min: number; max: number; empty?: true }
  /** fen as text, typed in units of 10,000 yuan */
  | { kind: 'amount'; empty?: true }
  /** basis points, typed in percent */
  | { kind: 'rate' }
  | { kind: 'yesNo' }
  /** `words`: which list of words names the options; `number`: stored as one */
  | { kind: 'choice'; options: readonly string[]; words: WordList; empty?: true; number?: true }
  | { kind: 'choices'; options: readonly string[]; words: WordList; min?: 1 }
  /** `key`: the fields by which a row is the same one in another version */
  | { kind: 'rows'; fields: FieldSpecs; key: readonly string[]; min?: 1; empty?: true }
  /** an object, or nothing at all */
  | { kind: 'group'; fields: FieldSpecs }
);
export type FieldSpecs = { readonly [name: string]: FieldSpec };

/** The lists of words that name options. */
export type WordList =
  | 'roles'
  | 'stages'
  | 'applicantKinds'
  | 'segments'
  | 'financings'
  | 'financierKinds'
  | 'closings'
  | 'media'
  | 'rateCeilings'
  | 'subsidyShares'
  | 'repaymentMethods'
  | 'dayCounts'
  | 'securityKinds'
  | 'authorityBases'
  | 'authorityLevels'
  | 'linkageModels'
  | 'milestones'
  | 'generatedKinds'
  | 'blockStyles';

const code = { kind: 'code' } as const;
const label = { kind: 'label' } as const;
const yesNo = { kind: 'yesNo' } as const;
const role = { kind: 'choice', options: ROLES, words: 'roles' } as const;
const stage = { kind: 'choice', options: STAGES, words: 'stages' } as const;
const kinds = { kind: 'choices', options: APPLICANT_KINDS, words: 'applicantKinds', min: 1 } as const;
const days = { kind: 'count', min: 1, max: 365, empty: true } as const;

export const BODY_FIELDS = {
  name: label,
  financing: { kind: 'choice', options: ['LOAN', 'GRANT'], words: 'financings' },
  financierKinds: {
    kind: 'choices',
    options: ['BANK', 'INSURER', 'FINANCE_BUREAU'],
    words: 'financierKinds',
    min: 1,
  },
  closings: { kind: 'choices', options: ['close', 'certify', 'compensate', 'writeOff'], words: 'closings', min: 1 },
  stages: {
    kind: 'rows',
    key: ['stage'],
    min: 1,
    fields: {
      stage,
      name: label,
      limitWorkingDays: days,
      greenLimitWorkingDays: days,
      reviewSteps: { kind: 'rows', key: ['role'], fields: { role, name: label } },
    },
  },
  applicants: {
    kind: 'rows',
    key: ['kind'],
    min: 1,
    fields: {
      kind: { kind: 'choice', options: APPLICANT_KINDS, words: 'applicantKinds' },
      segment: { kind: 'choice', options: ['LARGE', 'SMALL'], words: 'segments' },
      minimumFen: { kind: 'amount' },
      maximumFen: { kind: 'amount' },
      maximumTermMonths: { kind: 'count', min: 1, max: 360 },
    },
  },
  borrowerAge: {
    kind: 'group',
    fields: { from: { kind: 'count', min: 16, max: 120 }, to: { kind: 'count', min: 16, max: 120 } },
  },
  householdCap: yesNo,
  eligibility: {
    kind: 'rows',
    key: ['code'],
    fields: { code, question: label, applicantKinds: kinds, mustBe: yesNo },
  },
  catalogue: {
    kind: 'rows',
    key: ['code'],
    fields: {
      code,
      name: label,
      stage,
      applicantKinds: kinds,
      required: yesNo,
      minimum: { kind: 'count', min: 1, max: 50 },
      checked: yesNo,
      consent: yesNo,
      media: { kind: 'choice', options: ['ANY', 'PHOTO'], words: 'media' },
      visibleTo: { kind: 'choices', options: ROLES, words: 'roles', min: 1 },
      template: {
        kind: 'rows',
        key: ['zh'],
        empty: true,
        fields: { zh: { kind: 'text', max: 200 }, en: { kind: 'text', max: 200 } },
      },
    },
  },
  reportItems: {
    kind: 'rows',
    key: ['code'],
    fields: {
      code,
      name: label,
      applicantKinds: kinds,
      options: {
        kind: 'rows',
        key: ['code'],
        min: 1,
        fields: { code, name: label, points: { kind: 'count', min: 0, max: 1000 } },
      },
    },
  },
  minimumScoreBps: { kind: 'rate' },
  rateCeiling: { kind: 'choice', options: ['FIXED', 'DATED'], words: 'rateCeilings' },
  rateCeilingBps: { kind: 'rate' },
  subsidyMaximumFen: { kind: 'amount', empty: true },
  subsidyShareBy: { kind: 'choice', options: ['INTEREST_DAY', 'CONTRACT_DAY'], words: 'subsidyShares' },
  repaymentMethods: {
    kind: 'choices',
    options: ['BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'],
    words: 'repaymentMethods',
    min: 1,
  },
  dayCountBasis: { kind: 'choice', options: ['360', '365'], words: 'dayCounts', number: true },
  securityKinds: {
    kind: 'choices',
    options: ['NONE', 'GUARANTEE', 'POLICY', 'RISK_FUND'],
    words: 'securityKinds',
    min: 1,
  },
  authorityBasis: { kind: 'choice', options: ['AMOUNT', 'EXPOSURE'], words: 'authorityBases' },
  authority: {
    kind: 'rows',
    key: ['level', 'applicantKind', 'upToFen'],
    fields: {
      level: { kind: 'choice', options: AUTHORITY_LEVELS, words: 'authorityLevels' },
      applicantKind: { kind: 'choice', options: APPLICANT_KINDS, words: 'applicantKinds', empty: true },
      upToFen: { kind: 'amount', empty: true },
      approvals: { kind: 'count', min: 1, max: 9 },
    },
  },
  approvalValidDays: { kind: 'count', min: 1, max: 3650 },
  greenChannel: {
    kind: 'group',
    fields: { criteria: { kind: 'rows', key: ['code'], min: 1, fields: { code, name: label } } },
  },
  publicNotice: yesNo,
  linkageFor: { kind: 'choices', options: APPLICANT_KINDS, words: 'applicantKinds' },
  linkageModels: { kind: 'choices', options: LINKAGE_MODELS, words: 'linkageModels' },
  quota: { kind: 'group', fields: { line: { kind: 'text', max: 100, empty: true } } },
  riskFund: yesNo,
  payments: {
    kind: 'rows',
    key: ['milestone', 'holdDays'],
    min: 1,
    fields: {
      shareBps: { kind: 'rate' },
      milestone: { kind: 'choice', options: MILESTONES, words: 'milestones' },
      holdDays: { kind: 'count', min: 0, max: 3650 },
    },
  },
  completionCheck: yesNo,
  monthlyReportDueDay: { kind: 'count', min: 1, max: 28, empty: true },
  physicalProgress: yesNo,
  purchase: yesNo,
  templates: {
    kind: 'rows',
    key: ['kind'],
    fields: {
      kind: { kind: 'choice', options: GENERATED_KINDS, words: 'generatedKinds', word: 'documentKind' },
      title: { kind: 'text', max: 200, word: 'documentTitle' },
      blocks: {
        kind: 'rows',
        key: ['style', 'text'],
        min: 1,
        fields: {
          style: {
            kind: 'choice',
            options: ['HEADING', 'PARAGRAPH', 'LIST', 'TABLE', 'SIGNATURE'],
            words: 'blockStyles',
          },
          text: { kind: 'text', max: 2000, lines: true },
        },
      },
    },
  },
} as const satisfies Record<keyof ProgrammeBody, FieldSpec>;

/** The parts in which a definition is edited, in their order. */
export const DEFINITION_SECTIONS = {
  basics: ['name', 'financing', 'financierKinds', 'closings'],
  stages: ['stages'],
  applicants: ['applicants', 'borrowerAge', 'householdCap'],
  eligibility: ['eligibility'],
  catalogue: ['catalogue'],
  report: ['minimumScoreBps', 'reportItems'],
  money: [
    'rateCeiling',
    'rateCeilingBps',
    'subsidyMaximumFen',
    'subsidyShareBy',
    'repaymentMethods',
    'dayCountBasis',
    'securityKinds',
  ],
  authority: ['authorityBasis', 'approvalValidDays', 'authority'],
  conditions: ['greenChannel', 'publicNotice', 'linkageFor', 'linkageModels', 'quota', 'riskFund'],
  payments: ['payments', 'completionCheck', 'monthlyReportDueDay', 'physicalProgress', 'purchase'],
  templates: ['templates'],
} as const satisfies Record<string, readonly (keyof ProgrammeBody)[]>;

export type DefinitionSection = keyof typeof DEFINITION_SECTIONS;
export const SECTION_NAMES = Object.keys(DEFINITION_SECTIONS) as DefinitionSection[];

/** The part in which a parameter of the body is edited. */
export function sectionOf(key: keyof ProgrammeBody): DefinitionSection {
  const found = SECTION_NAMES.find((name) =>
    (DEFINITION_SECTIONS[name] as readonly (keyof ProgrammeBody)[]).includes(key),
  );
  if (!found) throw new Error(`no section edits ${key}`);
  return found;
}
