import { type Actor, type RegionLevel, type Scope, scopeOf } from '@/domain/actor';
import { can, PERMISSION_NAMES, ROLES, type Role } from '@/domain/permissions';
import english from '@/i18n/messages/en/roles.json';
import chinese from '@/i18n/messages/zh-CN/roles.json';
import { ORGANISATIONS, PEOPLE } from '../../prisma/seed/people';
import { markdownTable, pageHead } from './doc-text';

const COLUMNS = {
  provinceId: 'everything in its province',
  cityId: 'everything in its city',
  countyId: 'everything in its county',
  townshipId: 'everything in its township',
  villageId: 'everything in its village',
  financierId: 'every case of its bank or insurer',
  provincialBranchId: 'every case of its provincial branch and the branches below',
  countyBranchId: 'every case of its county branch',
} as const;

function describeScope(scope: Scope): string {
  switch (scope.kind) {
    case 'NATION':
      return 'everything';
    case 'NONE':
      return 'no case at all';
    case 'REGION':
    case 'FINANCIER':
      return `${COLUMNS[scope.column]} (\`${scope.column}\`)`;
  }
}

/** An organisation as scopeOf takes it: a branch of a bank or insurer carries the path up to its head office. */
function organisationAt(kind: string, level: RegionLevel): Actor['organisation'] {
  const lends = kind === 'BANK' || kind === 'INSURER';
  const isBelow = (...levels: RegionLevel[]) => lends && levels.includes(level);
  return {
    id: 'own',
    kind,
    level,
    name: { zh: '', en: '' },
    regionId: 1,
    financierId: lends ? 'head office' : null,
    provincialBranchId: isBelow('PROVINCE', 'COUNTY') ? 'provincial branch' : null,
    countyBranchId: isBelow('COUNTY') ? 'county branch' : null,
  };
}

const LEVELS = ['NATION', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE'] as const;
const BRANCHES = ['NATION', 'PROVINCE', 'COUNTY'] as const;
const BRANCH_NAMES = { NATION: 'head office', PROVINCE: 'provincial branch', COUNTY: 'county branch' } as const;

function scopeRows(): string[][] {
  const scopeAt = (kind: string, level: RegionLevel, roles: readonly Role[] = []) =>
    describeScope(scopeOf(organisationAt(kind, level), roles));
  return [
    ...LEVELS.map((level) => [`public body, \`${level}\``, scopeAt('COUNTY_OFFICE', level)]),
    ...BRANCHES.map((level) => [`bank or insurer, ${BRANCH_NAMES[level]}`, scopeAt('BANK', level)]),
    ['operator of the platform', scopeAt('OPERATOR', 'NATION')],
    [
      'the three administrators 三员, wherever they work',
      scopeAt('LEADING_GROUP', 'NATION', ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN']),
    ],
  ];
}

/** The scopes that a role has with the demo's organisations. */
function demoScopes(role: Role): string {
  const scopes = PEOPLE.filter((person) => person.role === role).map((person) => {
    const organisation = ORGANISATIONS.find(({ key }) => key === person.organisation);
    if (!organisation) throw new Error(`${person.username} works at ${person.organisation}, which does not exist`);
    return describeScope(scopeOf(organisationAt(organisation.kind, organisation.level), [role]));
  });
  return [...new Set(scopes)].join('; ');
}

const marks = (permission: (typeof PERMISSION_NAMES)[number]) =>
  ROLES.map((role) => (can({ roles: [role] }, permission) ? '●' : ''));

/** docs/permissions.md: permission × role, and what each may see. */
export function describePermissions(): string {
  return `${pageHead('Who may do what, and where', 'src/domain/permissions.ts and src/domain/actor.ts')}
Three questions are asked of every request, all on the server: does one of the person's roles hold the **permission**
(first table); does the record lie within the person's **scope** (second table); do the **rules of the record** allow it
now – stage, assignment, authority limit, four eyes ([the life of a case](states.md)). What is not allowed is not found,
or is refused with a sentence that says why.

## Permission × role

${markdownTable(
  ['Permission', ...ROLES.map((role) => chinese[role])],
  PERMISSION_NAMES.map((permission) => [`\`${permission}\``, ...marks(permission)]),
)}

## Scope

Scope follows from the organisation a person works for: one column of the record equals one value. Households and
operating entities carry places only, so a branch does not see them by its scope but through its cases; projects are
seen in the area where a body or a branch works, published lists by the whole county.

${markdownTable(['Organisation', 'Sees'], scopeRows())}

## Roles

With the demo's organisations the roles see:

${markdownTable(
  ['Role', '', 'Code', 'Sees (demo)'],
  ROLES.map((role) => [chinese[role], english[role], `\`${role}\``, demoScopes(role)]),
)}
`;
}
