import { fullHouseholdColumns, listHouseholdsInFull } from '@/features/applicants/full-list-queries';
import { entitySheetColumns, householdSheetColumns } from '@/features/applicants/list-export';
import { applicantFilterFrom, describeApplicantFilter } from '@/features/applicants/list-filter';
import { countEntities, countHouseholds, listEntities, listHouseholds } from '@/features/applicants/list-queries';
import { filterNames } from '@/features/cases/list-choices-queries';
import { caseSheetColumns } from '@/features/cases/list-export';
import { describeFilter, filterFrom } from '@/features/cases/list-filter';
import { countCases, listCases } from '@/features/cases/list-queries';
import { paymentSheetColumns } from '@/features/disbursements/list-export';
import { describePaymentFilter, paymentFilterFrom } from '@/features/disbursements/list-filter';
import { countPayments, listPayments } from '@/features/disbursements/queries';
import { projectSheetColumns } from '@/features/projects/list-export';
import { describePoolFilter, toFilter } from '@/features/projects/pool-search';
import { listProjects } from '@/features/projects/queries';
import { subsidySheetColumns } from '@/features/subsidies/list-export';
import { describeSubsidyFilter, subsidyFilterFrom } from '@/features/subsidies/list-filter';
import { countSubsidies, listSubsidies, listSubsidyChoices } from '@/features/subsidies/list-queries';
import { labelOf } from '@/i18n/label';
import { listed } from './listed';

// No list is summed for a file: the file sums what it writes.
const UNSUMMED = { totals: 'none' } as const;

export const caseSource = listed({
  list: 'cases',
  title: (t) => t('cases.title'),
  filterFrom,
  describe: async (t, filter, actor, locale) =>
    describeFilter(t, filter, await filterNames(actor, filter, (label) => labelOf(label, locale))),
  columns: caseSheetColumns,
  count: countCases,
  read: (actor, filter, paging, now) => listCases(actor, filter, now, paging, UNSUMMED),
});

export const paymentSource = listed({
  list: 'payments',
  title: (t) => t('disbursements.list.title'),
  filterFrom: paymentFilterFrom,
  describe: describePaymentFilter,
  columns: paymentSheetColumns,
  count: countPayments,
  read: (actor, filter, paging) => listPayments(actor, filter, paging, UNSUMMED),
});

export const projectSource = listed({
  list: 'projects',
  title: (t) => t('projects.title'),
  filterFrom: toFilter,
  describe: describePoolFilter,
  columns: projectSheetColumns,
  count: async (actor, filter) => (await listProjects(actor, filter)).count,
  read: (actor, filter, paging) => listProjects(actor, filter, paging, UNSUMMED),
});

export const householdSource = listed({
  list: 'households',
  title: (t) => t('applicants.households.title'),
  filterFrom: (search) => applicantFilterFrom('households', search),
  describe: describeApplicantFilter,
  columns: householdSheetColumns,
  count: countHouseholds,
  read: (actor, filter, paging) => listHouseholds(actor, filter, paging, UNSUMMED),
});

/** With names, identity numbers and telephones in full: only of what another person approved. */
export const fullHouseholdSource = listed({
  list: 'households',
  title: (t) => t('exports.fullHouseholds'),
  filterFrom: (search) => applicantFilterFrom('households', search),
  describe: describeApplicantFilter,
  columns: householdSheetColumns,
  fixedColumns: fullHouseholdColumns,
  count: countHouseholds,
  read: (actor, filter, paging) => listHouseholdsInFull(actor, filter, paging),
});

export const entitySource = listed({
  list: 'entities',
  title: (t) => t('applicants.entities.title'),
  filterFrom: (search) => applicantFilterFrom('entities', search),
  describe: describeApplicantFilter,
  columns: entitySheetColumns,
  count: countEntities,
  read: (actor, filter, paging) => listEntities(actor, filter, paging, UNSUMMED),
});

export const subsidySource = listed({
  list: 'subsidies',
  title: (t) => t('subsidies.title'),
  filterFrom: subsidyFilterFrom,
  describe: async (t, filter, actor) => describeSubsidyFilter(t, filter, (await listSubsidyChoices(actor)).counties),
  columns: subsidySheetColumns,
  count: countSubsidies,
  read: (actor, filter, paging) => listSubsidies(actor, filter, paging, UNSUMMED),
});
