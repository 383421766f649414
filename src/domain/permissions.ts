/**
 * Who may do what: one table, permission → roles. Pages, actions, queries and the published document read it.
 * Record-level rules (stage, assignment, authority, four eyes) stand in stage.ts, authority.ts and four-eyes.ts.
 */
export const ROLES = [
  'STATION_WORKER',
  'TOWNSHIP_OFFICER',
  'COUNTY_OFFICIAL',
  'LEADING_GROUP_OFFICER',
  'LEADER',
  'REGULATOR',
  'AUDITOR',
  'CREDIT_LEAD',
  'ACCOUNT_MANAGER',
  'LEGAL_REVIEWER',
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
  'SYSTEM_ADMIN',
  'SECURITY_ADMIN',
  'AUDIT_ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

const FIELD = ['STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL'] as const;
const FINANCIER = [
  'CREDIT_LEAD',
  'ACCOUNT_MANAGER',
  'LEGAL_REVIEWER',
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
] as const;
const OVERSIGHT = ['LEADING_GROUP_OFFICER', 'LEADER', 'REGULATOR', 'AUDITOR'] as const;
const EVERYBODY_WITH_CASES = [...FIELD, ...FINANCIER, ...OVERSIGHT] as const;
/** who answers for a unit of their own */
const UNIT_HEADS = ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'LEADING_GROUP_OFFICER'] as const;

export const PERMISSIONS = {
  'case.read': EVERYBODY_WITH_CASES,
  'case.register': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'case.submit': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  // whose turn it is among them, the definition's review steps say (村初审 → 乡审核 → 县复查)
  'case.accept': [...FIELD, 'CREDIT_LEAD'],
  'case.assign': ['CREDIT_LEAD'],
  'case.recommend': ['ACCOUNT_MANAGER'],
  'case.decide': ['APPROVER'],
  'case.sign': ['ACCOUNT_MANAGER'],
  'case.return': [
    'COUNTY_OFFICIAL',
    'CREDIT_LEAD',
    'ACCOUNT_MANAGER',
    'APPROVER',
    'LEGAL_REVIEWER',
    'DISBURSEMENT_CLERK',
  ],
  'case.recall': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'case.transfer': [...FIELD, ...FINANCIER],
  'case.request-supplement': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'APPROVER', 'LEGAL_REVIEWER'],
  'case.supplement': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'case.decline': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'APPROVER'],
  'case.withdraw': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'case.suspend': ['COUNTY_OFFICIAL', 'CREDIT_LEAD'],
  'case.reopen': ['COUNTY_OFFICIAL', 'CREDIT_LEAD'],
  'case.correct': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'case.confirm-correction': ['COUNTY_OFFICIAL', 'CREDIT_LEAD'],
  'case.close': ['ACCOUNT_MANAGER', 'COUNTY_OFFICIAL'],
  'case.write-off': ['APPROVER'],
  'decision-session.read': ['APPROVER', 'CREDIT_LEAD', 'AUDITOR', 'REGULATOR'],
  'decision-session.plan': ['APPROVER', 'CREDIT_LEAD'],
  'decision-session.vote': ['APPROVER'],
  'special-item.read': ['APPROVER', 'CREDIT_LEAD'],
  'special-item.request': ['APPROVER', 'CREDIT_LEAD'],
  'special-item.settle': ['APPROVER'],
  'case.declare-conflict': [...FIELD, ...FINANCIER],
  'case.comment': [...FIELD, ...FINANCIER, 'LEADING_GROUP_OFFICER'],
  'case.copy': EVERYBODY_WITH_CASES,
  'case.urge': [...FIELD, ...FINANCIER, 'LEADING_GROUP_OFFICER'],
  'opinion.ask': [...FIELD, ...FINANCIER],
  'opinion.give': EVERYBODY_WITH_CASES,
  'back-entry.write': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'back-entry.confirm': ['COUNTY_OFFICIAL', 'CREDIT_LEAD'],
  // who answers for a unit: the county that picks, the lead who accepts first, the office that names key projects
  'lane.grant': UNIT_HEADS,
  'exposure.read': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'APPROVER'],
  'document.read': EVERYBODY_WITH_CASES,
  'document.upload': [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD', 'DISBURSEMENT_CLERK'],
  'document.check': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'LEGAL_REVIEWER', 'DISBURSEMENT_CHECKER'],
  'generated-document.make': [...FIELD, ...FINANCIER],
  'due-diligence.write': ['ACCOUNT_MANAGER'],
  'contract.draft': ['ACCOUNT_MANAGER'],
  'contract.check': ['LEGAL_REVIEWER'],
  'condition.meet': ['ACCOUNT_MANAGER', 'LEGAL_REVIEWER'],
  'payment.read': [...FINANCIER, ...OVERSIGHT, 'COUNTY_OFFICIAL'],
  'payment.request': ['DISBURSEMENT_CLERK'],
  'payment.release': ['DISBURSEMENT_CHECKER'],
  'payment.return': ['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER'],
  'repayment.record': ['DISBURSEMENT_CLERK', 'ACCOUNT_MANAGER'],
  'report.submit': [...FIELD, 'ACCOUNT_MANAGER'],
  'report.review': ['COUNTY_OFFICIAL', 'CREDIT_LEAD'],
  'finding.open': ['COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'CREDIT_LEAD', 'LEADING_GROUP_OFFICER', 'REGULATOR'],
  'finding.rectify': [...FIELD, 'ACCOUNT_MANAGER'],
  'finding.sign-off': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'LEADING_GROUP_OFFICER', 'REGULATOR'],
  'public-notice.publish': ['COUNTY_OFFICIAL', 'ACCOUNT_MANAGER'],
  'objection.record': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'LEADING_GROUP_OFFICER'],
  'objection.assign': ['COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER'],
  'objection.answer': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'LEADING_GROUP_OFFICER'],
  'linkage.record': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL'],
  'benefit.record': FIELD,
  'completion.first-check': ['TOWNSHIP_OFFICER'],
  'completion.county-check': ['COUNTY_OFFICIAL'],
  'purchase.record': ['COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'CREDIT_LEAD'],
  'household.read': [...FIELD, 'AUDITOR'],
  'household.write': FIELD,
  'project.read': [...FIELD, ...FINANCIER, ...OVERSIGHT],
  'project.import': ['COUNTY_OFFICIAL'],
  'figure.read': [...EVERYBODY_WITH_CASES],
  // of a leading group, for its own level and below (domain/target.ts)
  'target.set': ['LEADING_GROUP_OFFICER'],
  // of the office that leads in a province or the nation (domain/indicator.ts)
  'indicator.define': ['LEADING_GROUP_OFFICER'],
  // of which body and for which place, domain/period.ts says
  'period.read': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', ...OVERSIGHT],
  'period.report': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER'],
  'period.review': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER'],
  'period.sign': ['LEADER'],
  // 通报: those who answer for a place or lend in it; drafted by the office of a place, signed by its leader
  'bulletin.read': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'CREDIT_LEAD', 'APPROVER', ...OVERSIGHT],
  'bulletin.draft': ['COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER'],
  'bulletin.issue': ['LEADER'],
  'bulletin.reply': ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'CREDIT_LEAD', 'LEADING_GROUP_OFFICER'],
  // a wall shows what its maker may read (domain/screen.ts); administrators read no figures
  'screen.make': [...UNIT_HEADS, 'LEADER'],
  'personal-data.reveal': [
    'STATION_WORKER',
    'TOWNSHIP_OFFICER',
    'COUNTY_OFFICIAL',
    'ACCOUNT_MANAGER',
    'CREDIT_LEAD',
    'LEGAL_REVIEWER',
    'DISBURSEMENT_CLERK',
    'DISBURSEMENT_CHECKER',
    'APPROVER',
  ],
  'look.allow': ['SECURITY_ADMIN'],
  // 档案销毁: asked by the office that keeps the records, approved by who answers for it; auditors read along
  'retention.read': ['COUNTY_OFFICIAL', 'LEADER', 'AUDITOR'],
  'erasure.ask': ['COUNTY_OFFICIAL'],
  'erasure.approve': ['LEADER'],
  // 暂停销毁: set by the office that hears of the dispute, lifted by another who answers for it
  'hold.set': ['COUNTY_OFFICIAL'],
  'hold.lift': ['LEADER'],
  'data-request.record': FIELD,
  'data-request.answer': ['COUNTY_OFFICIAL'],
  'audit.read': ['AUDITOR', 'AUDIT_ADMIN'],
  'instruction.read': EVERYBODY_WITH_CASES,
  'instruction.issue': ['LEADER'],
  'instruction.answer': [...FIELD, ...FINANCIER, 'LEADING_GROUP_OFFICER', 'REGULATOR'],
  'meeting.record': ['LEADING_GROUP_OFFICER', 'COUNTY_OFFICIAL'],
  'list.export': EVERYBODY_WITH_CASES,
  // of what is long or in full: who answers for the unit or for those above it, never the asker (domain/export-approval.ts)
  'export.approve': [...UNIT_HEADS, 'LEADER', 'APPROVER'],
  'quota.read': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'APPROVER', ...OVERSIGHT],
  // of a financier's head office and provincial branches, and of a finance bureau for budget lines (domain/quota.ts)
  'quota.allot': ['APPROVER', 'CREDIT_LEAD'],
  'fund.read': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'APPROVER', ...OVERSIGHT],
  // the county's office and its finance bureau, whose people are leading-group officers
  'fund.manage': ['COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER'],
  'fund.pause': ['CREDIT_LEAD'],
  'fund-claim.file': ['CREDIT_LEAD'],
  'fund-claim.review': ['COUNTY_OFFICIAL'],
  // the case ends with it, which is decided like lending
  'fund-claim.pay': ['APPROVER'],
  'recovery.record': ['CREDIT_LEAD', 'DISBURSEMENT_CLERK'],
  'subsidy.read': [
    'COUNTY_OFFICIAL',
    'CREDIT_LEAD',
    'ACCOUNT_MANAGER',
    'APPROVER',
    'DISBURSEMENT_CHECKER',
    ...OVERSIGHT,
  ],
  // 扶贫 computes, 财政 reviews and pays: of a public body only, whatever else holds the role (domain/subsidy.ts)
  'subsidy.compute': ['COUNTY_OFFICIAL'],
  'subsidy.review': ['LEADING_GROUP_OFFICER', 'APPROVER'],
  'subsidy.pay': ['LEADING_GROUP_OFFICER', 'DISBURSEMENT_CHECKER'],
  // 总账: who answers for money, and who looks over it
  'ledger.read': ['COUNTY_OFFICIAL', 'CREDIT_LEAD', 'APPROVER', 'DISBURSEMENT_CHECKER', ...OVERSIGHT],
  'view.share': UNIT_HEADS,
  'phrase.share': UNIT_HEADS,
  'notice.read': ROLES,
  'draft.write': EVERYBODY_WITH_CASES,
  'session.end-own': ROLES,
  'password.change-own': ROLES,
  'factor.manage-own': ROLES,
  'user.manage': ['SECURITY_ADMIN'],
  'hand-over.make': ['SECURITY_ADMIN', 'COUNTY_OFFICIAL', 'CREDIT_LEAD'],
  'organisation.manage': ['SYSTEM_ADMIN'],
  'stand-in.grant': [...FIELD, ...FINANCIER, 'LEADING_GROUP_OFFICER'],
  'authority.read': ['APPROVER', 'CREDIT_LEAD'],
  'raise.request': ['APPROVER', 'CREDIT_LEAD'],
  'raise.settle': ['APPROVER'],
  'posting.make': ['APPROVER'],
  'authority.manage': ['SYSTEM_ADMIN'],
  'programme.read': [...EVERYBODY_WITH_CASES, 'SYSTEM_ADMIN'],
  'programme.write': ['SYSTEM_ADMIN'],
  // a second person: another administrator, or the office that leads in the province
  'programme.review': ['SYSTEM_ADMIN', 'LEADING_GROUP_OFFICER'],
  'programme.publish': ['SYSTEM_ADMIN'],
  'policy.write': ['SYSTEM_ADMIN'],
  'calendar.manage': ['SYSTEM_ADMIN'],
  'token.manage': ['SECURITY_ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** True when one of the actor's roles holds the permission; default deny. */
export function can(actor: { roles: readonly Role[] }, permission: Permission): boolean {
  const holders: readonly Role[] = PERMISSIONS[permission];
  return actor.roles.some((role) => holders.includes(role));
}
