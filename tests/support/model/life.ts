/**
 * The whole life of one loan, said anew from domain.md §1–§3 and without a line of the rules in src: who asks, reviews,
 * looks into it, decides, signs, pays, is repaid; how it is sent back, held, ended and opened again; the quota within
 * which it is approved and the fund behind which it is lent. What stands against a command is in life-reasons.ts, what
 * follows from one in life-after.ts.
 */
export const STAGES_OF_LIFE = [
  ...(['CONSULTATION', 'ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION'] as const),
  ...(['CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'] as const),
] as const;
export type LifeStage = (typeof STAGES_OF_LIFE)[number];

/** Who does what, by the table of domain.md §1. */
export const TRADES = [
  ...([
    'STATION',
    'TOWNSHIP',
    'COUNTY',
    'LEAD',
    'MANAGER',
    'LEGAL',
    'APPROVER',
    'CLERK',
    'CHECKER',
    'AUDITOR',
  ] as const),
] as const;
export type Trade = (typeof TRADES)[number];

export type LifePerson = {
  name: string;
  /** several in one hand where the duties must keep them apart, for the portal gives nobody such roles together */
  trades: readonly Trade[];
  /** BRANCH handles the case, HEAD is above it, OUTSIDE is a public body or another lender */
  office: 'BRANCH' | 'HEAD' | 'OUTSIDE';
  /** the case lies in the part of the country or the bank that the person sees */
  sees: boolean;
  /** works for a lender, which is not the one of the case */
  ofAnotherLender: boolean;
};
const person = (name: string, trade: Trade, more: Partial<LifePerson> = {}): LifePerson => ({
  ...{ name, trades: [trade], office: 'BRANCH', sees: true, ofAnotherLender: false },
  ...more,
});
const PUBLIC = { office: 'OUTSIDE' } as const;
const BUREAU = { office: 'OUTSIDE', ofAnotherLender: true } as const;
const ELSEWHERE = { office: 'OUTSIDE', sees: false } as const;
const ANOTHER = { ...ELSEWHERE, ofAnotherLender: true } as const;

export const LIFE_PEOPLE: readonly LifePerson[] = [
  person('station', 'STATION', PUBLIC),
  person('township', 'TOWNSHIP', PUBLIC),
  person('county', 'COUNTY', PUBLIC),
  person('auditor', 'AUDITOR', PUBLIC),
  person('lead', 'LEAD'),
  person('manager', 'MANAGER'),
  person('manager2', 'MANAGER'),
  person('legal', 'LEGAL'),
  person('approver', 'APPROVER'),
  person('approver2', 'APPROVER'),
  person('hq', 'APPROVER', { office: 'HEAD' }),
  person('hq2', 'APPROVER', { office: 'HEAD' }),
  person('clerk', 'CLERK'),
  person('checker', 'CHECKER'),
  // of the county's finance bureau, who see every lender's cases of the county and work on their own alone
  person('fin-approver', 'APPROVER', BUREAU),
  person('fin-clerk', 'CLERK', BUREAU),
  person('fin-checker', 'CHECKER', BUREAU),
  // of another county, and of another lender
  person('township-b', 'TOWNSHIP', ELSEWHERE),
  person('county-b', 'COUNTY', ELSEWHERE),
  person('lead-b', 'LEAD', ANOTHER),
  person('manager-b', 'MANAGER', ANOTHER),
  person('approver-b', 'APPROVER', ANOTHER),
  person('clerk-b', 'CLERK', ANOTHER),
  person('ins-approver', 'APPROVER', ANOTHER),
  person('ins-checker', 'CHECKER', ANOTHER),
];

/** People who hold every trade: only the duties keep them apart. Of the rules alone. */
export const LIFE_PEOPLE_OF_ALL_TRADES: readonly LifePerson[] = ['jack', 'jill', 'joan'].map((name) => ({
  ...person(name, 'STATION'),
  trades: TRADES,
}));

/** Up to the first the branch decides by one, up to the second by two; above it head office. */
export const ONE_DECIDES_FEN = 40_000_000n;
export const TWO_DECIDE_FEN = 80_000_000n;
export const AMOUNTS_FEN = [ONE_DECIDES_FEN, ONE_DECIDES_FEN + 1n, TWO_DECIDE_FEN, TWO_DECIDE_FEN + 1n] as const;
/** A fund carries ten times what is in it (field-rules.md §5.1). */
export const LEVERAGE = 10n;
/** At acceptance one after the other. */
export const REVIEWERS = ['TOWNSHIP', 'COUNTY', 'LEAD'] as const satisfies readonly Trade[];

/** What a run begins with. */
export type Setting = { amountFen: bigint; quotaFen: bigint; fundFen: bigint };

type Plain = 'submit' | 'accept' | 'visit' | 'report' | 'confirm' | 'recommend' | 'decline' | 'check' | 'refuseDraft';
type Held = 'sign' | 'requestSupplement' | 'supplement' | 'withdraw' | 'suspend' | 'resume' | 'lapse' | 'reopen';
type Ends = 'close' | 'writeOff';
type Behind = 'pauseFund' | 'resumeFund' | 'payIn' | 'cutQuota' | 'restoreQuota';
/** Nobody's command: a paper that comes in, and papers that turn out to be wrong. */
type Papers = 'file' | 'spoil';

export type LifeCommand = { by: LifePerson } & (
  | { kind: Plain | Held | Ends | Behind | Papers }
  // `aim`: which instalment was meant, where another command may come between; else the first that it can be about
  | { kind: 'release' | 'refuse' | 'bankReturn'; aim?: number }
  | { kind: 'assign'; pair: readonly [string, string] }
  | { kind: 'approve'; amount: 'ALL' | 'LESS' | 'MORE' }
  | { kind: 'sendBack'; to: LifeStage }
  | { kind: 'draft'; amount: 'ALL' | 'MORE' }
  | { kind: 'ask'; instalment: 0 | 1 }
  | { kind: 'repay'; amount: 'PART' | 'ALL' | 'TOO_MUCH' }
);
export type LifeKind = LifeCommand['kind'];

export type LifeInstalment = {
  fen: bigint;
  state: 'PLANNED' | 'REQUESTED' | 'RELEASED' | 'RETURNED';
  askedBy: string | null;
};
export type Life = {
  setting: Setting;
  stage: LifeStage;
  /** which of the reviewers is next */
  step: number;
  status: 'OPEN' | 'AWAITING_SUPPLEMENT' | 'SUSPENDED' | 'CLOSED';
  outcome: 'DECLINED' | 'WITHDRAWN' | 'LAPSED' | 'REPAID' | 'WRITTEN_OFF' | null;
  recommended: boolean;
  approvedFen: bigint | null;
  contractedFen: bigint | null;
  /** who decides; null until it is recommended */
  level: 'BRANCH' | 'HEAD' | null;
  /** who approved in this round, and how much */
  approvals: readonly { by: string; fen: bigint }[];
  managers: readonly string[];
  visits: readonly (readonly string[])[];
  report: { author: string; confirmedBy: string | null; handedIn: boolean } | null;
  contract: { state: 'DRAFT' | 'SENT_BACK' | 'CHECKED' | 'SIGNED'; draftedBy: string } | null;
  instalments: readonly LifeInstalment[];
  /** paid as it is owed: principal */
  owedFen: bigint;
  duty: Readonly<Record<string, 'LOOKED_INTO' | 'APPROVED' | 'ASKED' | 'RELEASED'>>;
  /** the application is on file and was found right */
  paperIsGood: boolean;
  /** one came in on the day of the run, which is what a request for supplements asks for */
  paperIsNew: boolean;
  fundFen: bigint;
  fundIsPaused: boolean;
  quota: { fen: bigint; reservedFen: bigint; usedFen: bigint };
  /** which of them was repaid on is the plan's to say */
  wasRepaid: boolean;
};

/** A case that was just registered, its application on file. */
export function beginningOf(setting: Setting): Life {
  return {
    ...{ setting, stage: 'CONSULTATION', step: 0, status: 'OPEN', outcome: null, recommended: false },
    ...{ approvedFen: null, contractedFen: null, level: null, approvals: [], managers: [], visits: [] },
    ...{ report: null, contract: null, instalments: [], owedFen: 0n, duty: {}, wasRepaid: false },
    ...{ paperIsGood: true, paperIsNew: false, fundFen: setting.fundFen, fundIsPaused: false },
    quota: { fen: setting.quotaFen, reservedFen: 0n, usedFen: 0n },
  };
}

/** What has left and not come back. */
export function lentFen({ instalments }: Life): bigint {
  return instalments.reduce((sum, row) => sum + (row.state === 'RELEASED' ? row.fen : 0n), 0n);
}

/** What is planned of an amount: five parts of eight, and the rest. */
export function instalmentsOf(fen: bigint): [bigint, bigint] {
  const first = (fen * 5n) / 8n;
  return [first, fen - first];
}

/** How many of the deciding office must approve. */
export function neededFor({ setting: { amountFen } }: Life): number {
  return amountFen > ONE_DECIDES_FEN && amountFen <= TWO_DECIDE_FEN ? 2 : 1;
}

/** Which instalment a release, a refusal or a return is about; -1: none. */
export function aimOf({ instalments }: Life, { kind, aim }: { kind: LifeKind; aim?: number }): number {
  const state = kind === 'bankReturn' ? 'RELEASED' : 'REQUESTED';
  if (aim !== undefined) return instalments[aim]?.state === state ? aim : -1;
  return instalments.findIndex((row) => row.state === state);
}

export const isAtOrBefore = (one: LifeStage, other: LifeStage) =>
  STAGES_OF_LIFE.indexOf(one) <= STAGES_OF_LIFE.indexOf(other);
