/**
 * The lists that a person may arrange, filter, save and export: which columns each has, which always stand, which stand
 * there until chosen otherwise, by what it is sorted, and which heads sort it. What a column shows is typed by these
 * names, list by list.
 */
export const LISTS = {
  cases: {
    columns: [
      'reference',
      'title',
      'applicant',
      'kind',
      'place',
      'amount',
      'requested',
      'approved',
      'disbursed',
      'outstanding',
      'programme',
      'financier',
      'stage',
      'waiting',
      'handedOn',
      'consultedOn',
      'remaining',
    ],
    fixed: ['reference', 'title'],
    standard: ['reference', 'title', 'place', 'amount', 'stage', 'waiting', 'handedOn', 'remaining'],
    sorts: { newest: 'ID', reference: 'TEXT', amount: 'AMOUNT', due: 'DAY', arrival: 'INSTANT' },
    sortedBy: { reference: 'reference', amount: 'amount', remaining: 'due', handedOn: 'arrival' },
  },
  payments: {
    columns: [
      'reference',
      'title',
      'tranche',
      'amount',
      'payee',
      'requestedOn',
      'releasedOn',
      'voucher',
      'status',
      'requestedBy',
      'releasedBy',
    ],
    fixed: ['reference', 'amount'],
    standard: ['reference', 'title', 'tranche', 'amount', 'payee', 'requestedOn', 'releasedOn', 'voucher', 'status'],
    sorts: { newest: 'ID', reference: 'TEXT', amount: 'AMOUNT', released: 'DAY' },
    sortedBy: { reference: 'reference', amount: 'amount', releasedOn: 'released' },
  },
  projects: {
    columns: ['reference', 'name', 'village', 'content', 'year', 'planned', 'cases'],
    fixed: ['reference', 'name'],
    standard: ['reference', 'name', 'village', 'content', 'year', 'planned', 'cases'],
    sorts: { newest: 'ID', reference: 'TEXT', planned: 'AMOUNT' },
    sortedBy: { reference: 'reference', planned: 'planned' },
  },
  households: {
    columns: ['head', 'place', 'kind', 'members', 'identityNumber', 'cases', 'registeredOn'],
    fixed: ['head'],
    standard: ['head', 'place', 'kind', 'members', 'identityNumber', 'cases'],
    sorts: { newest: 'ID', name: 'NAME' },
    sortedBy: { head: 'name', registeredOn: 'newest' },
  },
  entities: {
    columns: ['name', 'kind', 'creditCode', 'place', 'contact', 'leading', 'cases', 'registeredOn'],
    fixed: ['name'],
    standard: ['name', 'kind', 'creditCode', 'place', 'cases'],
    sorts: { newest: 'ID', name: 'NAME' },
    sortedBy: { name: 'name', registeredOn: 'newest' },
  },
  subsidies: {
    columns: [
      'reference',
      'title',
      'county',
      'lender',
      'quarter',
      'amount',
      'status',
      'computedBy',
      'reviewedBy',
      'paidOn',
    ],
    fixed: ['reference', 'amount'],
    standard: ['reference', 'title', 'quarter', 'amount', 'status', 'computedBy', 'reviewedBy', 'paidOn'],
    sorts: { newest: 'ID', reference: 'TEXT', amount: 'AMOUNT', quarter: 'DAY' },
    sortedBy: { reference: 'reference', amount: 'amount', quarter: 'quarter' },
  },
} as const;

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as ListName[];
export type ColumnOf<L extends ListName> = (typeof LISTS)[L]['columns'][number];
export type SortOf<L extends ListName> = keyof (typeof LISTS)[L]['sorts'] & string;
export type CaseColumn = ColumnOf<'cases'>;
export type CaseSort = SortOf<'cases'>;
export type PaymentColumn = ColumnOf<'payments'>;
export type PaymentSort = SortOf<'payments'>;
export type ProjectColumn = ColumnOf<'projects'>;
export type ProjectSort = SortOf<'projects'>;
export type HouseholdColumn = ColumnOf<'households'>;
export type HouseholdSort = SortOf<'households'>;
export type EntityColumn = ColumnOf<'entities'>;
export type EntitySort = SortOf<'entities'>;
export type SubsidyColumn = ColumnOf<'subsidies'>;
export type SubsidySort = SortOf<'subsidies'>;

export const DENSITIES = ['tight', 'compact', 'loose'] as const;
export type Density = (typeof DENSITIES)[number];

/** The columns to show, in the person's order: what is unknown by now falls out, what always stands is put back in front. */
export function arrangeColumns<L extends ListName>(list: L, chosen: readonly string[]): ColumnOf<L>[] {
  const { columns, fixed, standard } = LISTS[list];
  const known = [...new Set(chosen)].filter((code) => (columns as readonly string[]).includes(code));
  if (known.length === 0) return [...standard] as ColumnOf<L>[];
  return [...fixed.filter((code) => !known.includes(code)), ...known] as ColumnOf<L>[];
}
