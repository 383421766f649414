import enAdministration from './messages/en/administration.json';
import enApplicants from './messages/en/applicants.json';
import enCases from './messages/en/cases.json';
import enCommon from './messages/en/common.json';
import enConsultations from './messages/en/consultations.json';
import enContracts from './messages/en/contracts.json';
import enDecisions from './messages/en/decisions.json';
import enDisbursements from './messages/en/disbursements.json';
import enDocuments from './messages/en/documents.json';
import enDueDiligence from './messages/en/due-diligence.json';
import enErrors from './messages/en/errors.json';
import enFigures from './messages/en/figures.json';
import enFollowUp from './messages/en/follow-up.json';
import enIdentity from './messages/en/identity.json';
import enProjects from './messages/en/projects.json';
import enRefusals from './messages/en/refusals.json';
import enRoles from './messages/en/roles.json';
import enShell from './messages/en/shell.json';
import zhAdministration from './messages/zh-CN/administration.json';
import zhApplicants from './messages/zh-CN/applicants.json';
import zhCases from './messages/zh-CN/cases.json';
import zhCommon from './messages/zh-CN/common.json';
import zhConsultations from './messages/zh-CN/consultations.json';
import zhContracts from './messages/zh-CN/contracts.json';
import zhDecisions from './messages/zh-CN/decisions.json';
import zhDisbursements from './messages/zh-CN/disbursements.json';
import zhDocuments from './messages/zh-CN/documents.json';
import zhDueDiligence from './messages/zh-CN/due-diligence.json';
import zhErrors from './messages/zh-CN/errors.json';
import zhFigures from './messages/zh-CN/figures.json';
import zhFollowUp from './messages/zh-CN/follow-up.json';
import zhIdentity from './messages/zh-CN/identity.json';
import zhProjects from './messages/zh-CN/projects.json';
import zhRefusals from './messages/zh-CN/refusals.json';
import zhRoles from './messages/zh-CN/roles.json';
import zhShell from './messages/zh-CN/shell.json';

/**
 * Every namespace is a file of its own, named after its feature; the file name is the namespace. A new feature adds
 * its two imports and its two entries here.
 */
export const messages = {
  'zh-CN': {
    'follow-up': zhFollowUp,
    disbursements: zhDisbursements,
    'due-diligence': zhDueDiligence,
    administration: zhAdministration,
    applicants: zhApplicants,
    cases: zhCases,
    common: zhCommon,
    consultations: zhConsultations,
    contracts: zhContracts,
    decisions: zhDecisions,
    documents: zhDocuments,
    errors: zhErrors,
    figures: zhFigures,
    identity: zhIdentity,
    refusals: zhRefusals,
    projects: zhProjects,
    roles: zhRoles,
    shell: zhShell,
  },
  en: {
    'follow-up': enFollowUp,
    disbursements: enDisbursements,
    'due-diligence': enDueDiligence,
    administration: enAdministration,
    applicants: enApplicants,
    cases: enCases,
    common: enCommon,
    consultations: enConsultations,
    contracts: enContracts,
    decisions: enDecisions,
    documents: enDocuments,
    errors: enErrors,
    figures: enFigures,
    identity: enIdentity,
    refusals: enRefusals,
    projects: enProjects,
    roles: enRoles,
    shell: enShell,
  },
};
