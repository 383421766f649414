import type { Role } from '@/domain/permissions';

/** Regions named by their code in the extract. */
export const PLACES = {
  nation: '0',
  henan: '41',
  hunan: '43',
  lankao: '410225',
  lankaoTownship: '410225105',
  lankaoVillage: 'first of the township',
  beita: '430511',
  beitaTownship: '430511101',
  beitaVillage: 'first of the township',
} as const;

type Level = 'NATION' | 'PROVINCE' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';
type Kind =
  | 'LEADING_GROUP'
  | 'COUNTY_OFFICE'
  | 'TOWNSHIP_OFFICE'
  | 'STATION'
  | 'BANK'
  | 'INSURER'
  | 'FINANCE_BUREAU'
  | 'REGULATOR'
  | 'AUDIT_OFFICE'
  | 'OPERATOR';

export type OrganisationSeed = {
  key: string;
  kind: Kind;
  level: Level;
  place: keyof typeof PLACES;
  parent?: string;
  zh: string;
  en: string;
};

/** Demo organisations; their names say what they are and belong to nobody. */
export const ORGANISATIONS: OrganisationSeed[] = [
  { key: 'operator', kind: 'OPERATOR', level: 'NATION', place: 'nation', zh: '平台运行单位', en: 'Platform operator' },
  {
    key: 'henan-group',
    kind: 'LEADING_GROUP',
    level: 'PROVINCE',
    place: 'henan',
    zh: '河南省领导小组办公室',
    en: 'Henan leading-group office',
  },
  {
    key: 'henan-regulator',
    kind: 'REGULATOR',
    level: 'PROVINCE',
    place: 'henan',
    zh: '河南省金融监管部门',
    en: 'Henan financial regulator',
  },
  {
    key: 'henan-audit',
    kind: 'AUDIT_OFFICE',
    level: 'PROVINCE',
    place: 'henan',
    zh: '河南省审计部门',
    en: 'Henan audit office',
  },
  {
    key: 'lankao-group',
    kind: 'LEADING_GROUP',
    level: 'COUNTY',
    place: 'lankao',
    parent: 'henan-group',
    zh: '兰考县领导小组',
    en: 'Lankao leading group',
  },
  {
    key: 'lankao-office',
    kind: 'COUNTY_OFFICE',
    level: 'COUNTY',
    place: 'lankao',
    parent: 'lankao-group',
    zh: '兰考县乡村振兴部门',
    en: 'Lankao county office',
  },
  {
    key: 'lankao-finance',
    kind: 'FINANCE_BUREAU',
    level: 'COUNTY',
    place: 'lankao',
    parent: 'lankao-group',
    zh: '兰考县财政部门',
    en: 'Lankao finance bureau',
  },
  {
    key: 'lankao-township',
    kind: 'TOWNSHIP_OFFICE',
    level: 'TOWNSHIP',
    place: 'lankaoTownship',
    parent: 'lankao-office',
    zh: '谷营镇政府',
    en: 'Guying township',
  },
  {
    key: 'lankao-station',
    kind: 'STATION',
    level: 'VILLAGE',
    place: 'lankaoVillage',
    parent: 'lankao-township',
    zh: '谷营镇村级服务站',
    en: 'Guying village station',
  },
  { key: 'bank', kind: 'BANK', level: 'NATION', place: 'nation', zh: '示例银行总行', en: 'Sample Bank head office' },
  {
    key: 'bank-henan',
    kind: 'BANK',
    level: 'PROVINCE',
    place: 'henan',
    parent: 'bank',
    zh: '示例银行河南省分行',
    en: 'Sample Bank Henan branch',
  },
  {
    key: 'bank-lankao',
    kind: 'BANK',
    level: 'COUNTY',
    place: 'lankao',
    parent: 'bank-henan',
    zh: '示例银行兰考县支行',
    en: 'Sample Bank Lankao branch',
  },
  {
    key: 'insurer',
    kind: 'INSURER',
    level: 'NATION',
    place: 'nation',
    zh: '示例财险总公司',
    en: 'Sample Insurer head office',
  },
  {
    key: 'insurer-henan',
    kind: 'INSURER',
    level: 'PROVINCE',
    place: 'henan',
    parent: 'insurer',
    zh: '示例财险河南省分公司',
    en: 'Sample Insurer Henan branch',
  },
  {
    key: 'hunan-group',
    kind: 'LEADING_GROUP',
    level: 'PROVINCE',
    place: 'hunan',
    zh: '湖南省领导小组办公室',
    en: 'Hunan leading-group office',
  },
  {
    key: 'beita-office',
    kind: 'COUNTY_OFFICE',
    level: 'COUNTY',
    place: 'beita',
    parent: 'hunan-group',
    zh: '北塔区乡村振兴部门',
    en: 'Beita district office',
  },
  {
    key: 'beita-township',
    kind: 'TOWNSHIP_OFFICE',
    level: 'TOWNSHIP',
    place: 'beitaTownship',
    parent: 'beita-office',
    zh: '陈家桥镇政府',
    en: 'Chenjiaqiao township',
  },
  {
    key: 'beita-station',
    kind: 'STATION',
    level: 'VILLAGE',
    place: 'beitaVillage',
    parent: 'beita-township',
    zh: '陈家桥镇村级服务站',
    en: 'Chenjiaqiao village station',
  },
  {
    key: 'bank-b',
    kind: 'BANK',
    level: 'NATION',
    place: 'nation',
    zh: '第二示例银行总行',
    en: 'Second Sample Bank head office',
  },
  {
    key: 'bank-b-hunan',
    kind: 'BANK',
    level: 'PROVINCE',
    place: 'hunan',
    parent: 'bank-b',
    zh: '第二示例银行湖南省分行',
    en: 'Second Sample Bank Hunan branch',
  },
  {
    key: 'bank-b-beita',
    kind: 'BANK',
    level: 'COUNTY',
    place: 'beita',
    parent: 'bank-b-hunan',
    zh: '第二示例银行北塔区支行',
    en: 'Second Sample Bank Beita branch',
  },
];

export type PersonSeed = { username: string; organisation: string; role: Role; zh: string; en: string };

const person = (username: string, organisation: string, role: Role, zh: string, en: string): PersonSeed => ({
  username,
  organisation,
  role,
  zh,
  en,
});

/** Demo people: their display names are their roles. */
export const PEOPLE: PersonSeed[] = [
  person('station', 'lankao-station', 'STATION_WORKER', '示例服务站专干', 'Sample station worker'),
  person('township', 'lankao-township', 'TOWNSHIP_OFFICER', '示例乡镇专干', 'Sample township officer'),
  person('county', 'lankao-office', 'COUNTY_OFFICIAL', '示例县级经办', 'Sample county official'),
  person('office', 'henan-group', 'LEADING_GROUP_OFFICER', '示例领导小组办公室', 'Sample leading-group officer'),
  person('leader', 'henan-group', 'LEADER', '示例分管领导', 'Sample leader'),
  person('regulator', 'henan-regulator', 'REGULATOR', '示例监管人员', 'Sample regulator'),
  person('auditor', 'henan-audit', 'AUDITOR', '示例审计人员', 'Sample auditor'),
  person('admin', 'operator', 'SYSTEM_ADMIN', '示例系统管理员', 'Sample system administrator'),
  person('secadmin', 'operator', 'SECURITY_ADMIN', '示例安全管理员', 'Sample security administrator'),
  person('auditadmin', 'operator', 'AUDIT_ADMIN', '示例审计管理员', 'Sample audit administrator'),
  person('lead', 'bank-lankao', 'CREDIT_LEAD', '示例信贷负责人', 'Sample credit lead'),
  person('manager', 'bank-lankao', 'ACCOUNT_MANAGER', '示例客户经理甲', 'Sample account manager A'),
  person('manager2', 'bank-lankao', 'ACCOUNT_MANAGER', '示例客户经理乙', 'Sample account manager B'),
  person('legal', 'bank-lankao', 'LEGAL_REVIEWER', '示例法务', 'Sample legal reviewer'),
  person('approver', 'bank-lankao', 'APPROVER', '示例审批人甲', 'Sample approver A'),
  person('approver2', 'bank-lankao', 'APPROVER', '示例审批人乙', 'Sample approver B'),
  person('hq', 'bank', 'APPROVER', '示例总行审批人', 'Sample head-office approver'),
  person('clerk', 'bank-lankao', 'DISBURSEMENT_CLERK', '示例放款岗', 'Sample disbursement clerk'),
  person('checker', 'bank-lankao', 'DISBURSEMENT_CHECKER', '示例复核岗', 'Sample disbursement checker'),
  person('ins-lead', 'insurer-henan', 'CREDIT_LEAD', '示例保险业务负责人', 'Sample insurer lead'),
  person('ins-manager', 'insurer-henan', 'ACCOUNT_MANAGER', '示例保险客户经理甲', 'Sample insurer manager A'),
  person('ins-manager2', 'insurer-henan', 'ACCOUNT_MANAGER', '示例保险客户经理乙', 'Sample insurer manager B'),
  person('ins-legal', 'insurer-henan', 'LEGAL_REVIEWER', '示例保险法务', 'Sample insurer legal reviewer'),
  person('ins-approver', 'insurer-henan', 'APPROVER', '示例保险审批人', 'Sample insurer approver'),
  person('ins-hq', 'insurer', 'APPROVER', '示例保险总公司审批人', 'Sample insurer head-office approver'),
  person('ins-clerk', 'insurer-henan', 'DISBURSEMENT_CLERK', '示例保险放款岗', 'Sample insurer clerk'),
  person('ins-checker', 'insurer-henan', 'DISBURSEMENT_CHECKER', '示例保险复核岗', 'Sample insurer checker'),
  person('fin-approver', 'lankao-finance', 'APPROVER', '示例财政审批人', 'Sample finance-bureau approver'),
  person('fin-clerk', 'lankao-finance', 'DISBURSEMENT_CLERK', '示例财政拨款岗', 'Sample finance-bureau clerk'),
  person('fin-checker', 'lankao-finance', 'DISBURSEMENT_CHECKER', '示例财政复核岗', 'Sample finance-bureau checker'),
  person('station-b', 'beita-station', 'STATION_WORKER', '北塔示例服务站专干', 'Beita station worker'),
  person('township-b', 'beita-township', 'TOWNSHIP_OFFICER', '北塔示例乡镇专干', 'Beita township officer'),
  person('county-b', 'beita-office', 'COUNTY_OFFICIAL', '北塔示例区级经办', 'Beita district official'),
  person('lead-b', 'bank-b-beita', 'CREDIT_LEAD', '北塔示例信贷负责人', 'Beita credit lead'),
  person('manager-b', 'bank-b-beita', 'ACCOUNT_MANAGER', '北塔示例客户经理甲', 'Beita account manager A'),
  person('manager2-b', 'bank-b-beita', 'ACCOUNT_MANAGER', '北塔示例客户经理乙', 'Beita account manager B'),
  person('legal-b', 'bank-b-beita', 'LEGAL_REVIEWER', '北塔示例法务', 'Beita legal reviewer'),
  person('approver-b', 'bank-b-beita', 'APPROVER', '北塔示例审批人', 'Beita approver'),
  person('clerk-b', 'bank-b-beita', 'DISBURSEMENT_CLERK', '北塔示例放款岗', 'Beita disbursement clerk'),
  person('checker-b', 'bank-b-beita', 'DISBURSEMENT_CHECKER', '北塔示例复核岗', 'Beita disbursement checker'),
  // reads what the first has written, and the other way round
  person('admin2', 'operator', 'SYSTEM_ADMIN', '示例系统管理员乙', 'Sample system administrator B'),
  person('hq2', 'bank', 'APPROVER', '示例总行审批人乙', 'Sample head-office approver B'),
  person('hq3', 'bank', 'APPROVER', '示例总行审批人丙', 'Sample head-office approver C'),
  // who sign the figures of a period
  person('township-head', 'lankao-township', 'LEADER', '示例乡镇分管领导', 'Sample township leader'),
  person('county-head', 'lankao-office', 'LEADER', '示例县级分管领导', 'Sample county leader'),
  person('county-head-b', 'beita-office', 'LEADER', '北塔示例区级分管领导', 'Beita district leader'),
];

/** 授权: organisation → up to (fen; null: without limit) and approvals. */
export const AUTHORITY: { organisation: string; upToFen: bigint | null; approvals: number; document: string }[] = [
  { organisation: 'bank-lankao', upToFen: 100_000_000n, approvals: 1, document: '示例银授〔2017〕12号' },
  { organisation: 'bank-lankao', upToFen: 300_000_000n, approvals: 2, document: '示例银授〔2017〕12号' },
  { organisation: 'bank', upToFen: null, approvals: 1, document: '示例银授〔2017〕1号' },
  { organisation: 'insurer-henan', upToFen: 500_000_000n, approvals: 1, document: '示例保授〔2017〕8号' },
  { organisation: 'insurer', upToFen: null, approvals: 1, document: '示例保授〔2017〕1号' },
  { organisation: 'bank-b-beita', upToFen: 100_000_000n, approvals: 1, document: '第二示例银授〔2020〕3号' },
  { organisation: 'bank-b', upToFen: null, approvals: 1, document: '第二示例银授〔2020〕1号' },
];

/** What `npm start` prints of the demo accounts. */
export function demoAccounts() {
  return PEOPLE.map(({ username, organisation: key, zh, en }) => {
    const organisation = ORGANISATIONS.find((row) => row.key === key);
    if (!organisation) throw new Error(`no organisation ${key}`);
    return { username, role: { zh, en }, organisation: { zh: organisation.zh, en: organisation.en } };
  });
}
