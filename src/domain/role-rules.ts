import { ROLES, type Role } from './permissions';
import type { RefusalValue } from './refusal';

/** The three administrators (三员): each alone, with no other role whatever, so that they are three people and see no case. */
export const ADMINISTRATORS = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'] as const satisfies readonly Role[];

/**
 * Roles that one person never holds together (domain.md §3, 贷审分离): who investigates, decides, requests a payment and
 * releases it are four people on each case, and who checks a work has not made it. The case says it again (four-eyes.ts);
 * here nobody is given both at all.
 */
export const FORBIDDEN_PAIRS: readonly (readonly [Role, Role])[] = [
  ['ACCOUNT_MANAGER', 'APPROVER'],
  ['ACCOUNT_MANAGER', 'LEGAL_REVIEWER'],
  ['ACCOUNT_MANAGER', 'DISBURSEMENT_CLERK'],
  ['ACCOUNT_MANAGER', 'DISBURSEMENT_CHECKER'],
  ['CREDIT_LEAD', 'APPROVER'],
  ['CREDIT_LEAD', 'DISBURSEMENT_CHECKER'],
  ['APPROVER', 'DISBURSEMENT_CLERK'],
  ['APPROVER', 'DISBURSEMENT_CHECKER'],
  ['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER'],
  ...ADMINISTRATORS.flatMap((administrator) =>
    ROLES.filter((role) => role !== administrator).map((role) => [administrator, role] as const),
  ),
];

/** What the people of a bank or insurer do on a case. */
export const LENDING_ROLES = [
  'CREDIT_LEAD',
  'ACCOUNT_MANAGER',
  'LEGAL_REVIEWER',
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
] as const satisfies readonly Role[];

export const ORGANISATION_KINDS = [
  'LEADING_GROUP',
  'COUNTY_OFFICE',
  'TOWNSHIP_OFFICE',
  'STATION',
  'BANK',
  'INSURER',
  'FINANCE_BUREAU',
  'REGULATOR',
  'AUDIT_OFFICE',
  'OPERATOR',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Which roles the people of an organisation may hold; scope follows from the organisation, so a role of another kind would see too much. */
export const ROLES_OF_KIND = {
  LEADING_GROUP: ['LEADING_GROUP_OFFICER', 'LEADER'],
  COUNTY_OFFICE: ['COUNTY_OFFICIAL', 'LEADER'],
  TOWNSHIP_OFFICE: ['TOWNSHIP_OFFICER', 'LEADER'],
  STATION: ['STATION_WORKER'],
  BANK: LENDING_ROLES,
  INSURER: LENDING_ROLES,
  // where public money is given and not lent, the bureau decides and pays
  FINANCE_BUREAU: ['LEADING_GROUP_OFFICER', 'LEADER', 'APPROVER', 'DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER'],
  REGULATOR: ['REGULATOR'],
  AUDIT_OFFICE: ['AUDITOR'],
  OPERATOR: ADMINISTRATORS,
} as const satisfies Record<OrganisationKind, readonly Role[]>;

/**
 * Whether a person of such an organisation may hold these roles. Refuses ROLES_MISSING, ROLES_FORBIDDEN_TOGETHER
 * {first, second}, ROLE_NOT_FOR_ORGANISATION {role}; the roles in params are codes.
 */
export function checkRoles(roles: readonly Role[], kind: OrganisationKind): RefusalValue | null {
  const together = checkRolesTogether(roles);
  if (together) return together;
  const fitting: readonly Role[] = ROLES_OF_KIND[kind];
  const misplaced = roles.find((role) => !fitting.includes(role));
  return misplaced ? { code: 'ROLE_NOT_FOR_ORGANISATION', params: { role: misplaced } } : null;
}

/** The part of checkRoles that needs no organisation. */
export function checkRolesTogether(roles: readonly Role[]): RefusalValue | null {
  if (roles.length === 0) return { code: 'ROLES_MISSING' };
  const pair = FORBIDDEN_PAIRS.find(([first, second]) => roles.includes(first) && roles.includes(second));
  return pair ? { code: 'ROLES_FORBIDDEN_TOGETHER', params: { first: pair[0], second: pair[1] } } : null;
}
