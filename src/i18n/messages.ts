import enAdministration from './messages/en/administration.json';
import enApplicants from './messages/en/applicants.json';
import enBackEntries from './messages/en/back-entries.json';
import enBankReturns from './messages/en/bank-returns.json';
import enBoard from './messages/en/board.json';
import enBulkImports from './messages/en/bulk-imports.json';
import enBulletins from './messages/en/bulletins.json';
import enCaseFiles from './messages/en/case-files.json';
import enCases from './messages/en/cases.json';
import enColleagues from './messages/en/colleagues.json';
import enComments from './messages/en/comments.json';
import enCommon from './messages/en/common.json';
import enCompletion from './messages/en/completion.json';
import enConsultations from './messages/en/consultations.json';
import enContracts from './messages/en/contracts.json';
import enDashboards from './messages/en/dashboards.json';
import enDecisions from './messages/en/decisions.json';
import enDisbursements from './messages/en/disbursements.json';
import enDocuments from './messages/en/documents.json';
import enDrafts from './messages/en/drafts.json';
import enDueDiligence from './messages/en/due-diligence.json';
import enErrors from './messages/en/errors.json';
import enExports from './messages/en/exports.json';
import enField from './messages/en/field.json';
import enFigures from './messages/en/figures.json';
import enFollowUp from './messages/en/follow-up.json';
import enGeneratedDocuments from './messages/en/generated-documents.json';
import enGrants from './messages/en/grants.json';
import enHandOvers from './messages/en/hand-overs.json';
import enHelp from './messages/en/help.json';
import enIdentity from './messages/en/identity.json';
import enIndicators from './messages/en/indicators.json';
import enInstructions from './messages/en/instructions.json';
import enLedger from './messages/en/ledger.json';
import enLinkages from './messages/en/linkages.json';
import enLists from './messages/en/lists.json';
import enMeetings from './messages/en/meetings.json';
import enNotices from './messages/en/notices.json';
import enPeriods from './messages/en/periods.json';
import enPhrases from './messages/en/phrases.json';
import enProgrammes from './messages/en/programmes.json';
import enProgress from './messages/en/progress.json';
import enProjects from './messages/en/projects.json';
import enPublicNotices from './messages/en/public-notices.json';
import enPurchases from './messages/en/purchases.json';
import enQuotas from './messages/en/quotas.json';
import enRefusals from './messages/en/refusals.json';
import enRetention from './messages/en/retention.json';
import enRiskFunds from './messages/en/risk-funds.json';
import enRoles from './messages/en/roles.json';
import enScreens from './messages/en/screens.json';
import enSeals from './messages/en/seals.json';
import enSessions from './messages/en/sessions.json';
import enSheets from './messages/en/sheets.json';
import enShell from './messages/en/shell.json';
import enSpecialItems from './messages/en/special-items.json';
import enStandIns from './messages/en/stand-ins.json';
import enSubsidies from './messages/en/subsidies.json';
import enTargets from './messages/en/targets.json';
import enWorklist from './messages/en/worklist.json';
import zhAdministration from './messages/zh-CN/administration.json';
import zhApplicants from './messages/zh-CN/applicants.json';
import zhBackEntries from './messages/zh-CN/back-entries.json';
import zhBankReturns from './messages/zh-CN/bank-returns.json';
import zhBoard from './messages/zh-CN/board.json';
import zhBulkImports from './messages/zh-CN/bulk-imports.json';
import zhBulletins from './messages/zh-CN/bulletins.json';
import zhCaseFiles from './messages/zh-CN/case-files.json';
import zhCases from './messages/zh-CN/cases.json';
import zhColleagues from './messages/zh-CN/colleagues.json';
import zhComments from './messages/zh-CN/comments.json';
import zhCommon from './messages/zh-CN/common.json';
import zhCompletion from './messages/zh-CN/completion.json';
import zhConsultations from './messages/zh-CN/consultations.json';
import zhContracts from './messages/zh-CN/contracts.json';
import zhDashboards from './messages/zh-CN/dashboards.json';
import zhDecisions from './messages/zh-CN/decisions.json';
import zhDisbursements from './messages/zh-CN/disbursements.json';
import zhDocuments from './messages/zh-CN/documents.json';
import zhDrafts from './messages/zh-CN/drafts.json';
import zhDueDiligence from './messages/zh-CN/due-diligence.json';
import zhErrors from './messages/zh-CN/errors.json';
import zhExports from './messages/zh-CN/exports.json';
import zhField from './messages/zh-CN/field.json';
import zhFigures from './messages/zh-CN/figures.json';
import zhFollowUp from './messages/zh-CN/follow-up.json';
import zhGeneratedDocuments from './messages/zh-CN/generated-documents.json';
import zhGrants from './messages/zh-CN/grants.json';
import zhHandOvers from './messages/zh-CN/hand-overs.json';
import zhHelp from './messages/zh-CN/help.json';
import zhIdentity from './messages/zh-CN/identity.json';
import zhIndicators from './messages/zh-CN/indicators.json';
import zhInstructions from './messages/zh-CN/instructions.json';
import zhLedger from './messages/zh-CN/ledger.json';
import zhLinkages from './messages/zh-CN/linkages.json';
import zhLists from './messages/zh-CN/lists.json';
import zhMeetings from './messages/zh-CN/meetings.json';
import zhNotices from './messages/zh-CN/notices.json';
import zhPeriods from './messages/zh-CN/periods.json';
import zhPhrases from './messages/zh-CN/phrases.json';
import zhProgrammes from './messages/zh-CN/programmes.json';
import zhProgress from './messages/zh-CN/progress.json';
import zhProjects from './messages/zh-CN/projects.json';
import zhPublicNotices from './messages/zh-CN/public-notices.json';
import zhPurchases from './messages/zh-CN/purchases.json';
import zhQuotas from './messages/zh-CN/quotas.json';
import zhRefusals from './messages/zh-CN/refusals.json';
import zhRetention from './messages/zh-CN/retention.json';
import zhRiskFunds from './messages/zh-CN/risk-funds.json';
import zhRoles from './messages/zh-CN/roles.json';
import zhScreens from './messages/zh-CN/screens.json';
import zhSeals from './messages/zh-CN/seals.json';
import zhSessions from './messages/zh-CN/sessions.json';
import zhSheets from './messages/zh-CN/sheets.json';
import zhShell from './messages/zh-CN/shell.json';
import zhSpecialItems from './messages/zh-CN/special-items.json';
import zhStandIns from './messages/zh-CN/stand-ins.json';
import zhSubsidies from './messages/zh-CN/subsidies.json';
import zhTargets from './messages/zh-CN/targets.json';
import zhWorklist from './messages/zh-CN/worklist.json';

/**
 * Every namespace is a file of its own, named after its feature; the file name is the namespace. A new feature adds
 * its two imports and its two entries here.
 */
export const messages = {
  'zh-CN': {
    administration: zhAdministration,
    applicants: zhApplicants,
    'back-entries': zhBackEntries,
    'bulk-imports': zhBulkImports,
    bulletins: zhBulletins,
    'bank-returns': zhBankReturns,
    board: zhBoard,
    'case-files': zhCaseFiles,
    cases: zhCases,
    colleagues: zhColleagues,
    comments: zhComments,
    common: zhCommon,
    completion: zhCompletion,
    consultations: zhConsultations,
    contracts: zhContracts,
    dashboards: zhDashboards,
    decisions: zhDecisions,
    disbursements: zhDisbursements,
    documents: zhDocuments,
    drafts: zhDrafts,
    'due-diligence': zhDueDiligence,
    errors: zhErrors,
    exports: zhExports,
    field: zhField,
    figures: zhFigures,
    'follow-up': zhFollowUp,
    'generated-documents': zhGeneratedDocuments,
    grants: zhGrants,
    'hand-overs': zhHandOvers,
    help: zhHelp,
    identity: zhIdentity,
    indicators: zhIndicators,
    instructions: zhInstructions,
    ledger: zhLedger,
    linkages: zhLinkages,
    lists: zhLists,
    meetings: zhMeetings,
    notices: zhNotices,
    periods: zhPeriods,
    phrases: zhPhrases,
    programmes: zhProgrammes,
    progress: zhProgress,
    projects: zhProjects,
    'public-notices': zhPublicNotices,
    purchases: zhPurchases,
    quotas: zhQuotas,
    refusals: zhRefusals,
    retention: zhRetention,
    'risk-funds': zhRiskFunds,
    roles: zhRoles,
    screens: zhScreens,
    seals: zhSeals,
    sessions: zhSessions,
    sheets: zhSheets,
    shell: zhShell,
    'stand-ins': zhStandIns,
    'special-items': zhSpecialItems,
    subsidies: zhSubsidies,
    targets: zhTargets,
    worklist: zhWorklist,
  },
  en: {
    administration: enAdministration,
    applicants: enApplicants,
    'back-entries': enBackEntries,
    'bulk-imports': enBulkImports,
    bulletins: enBulletins,
    'bank-returns': enBankReturns,
    board: enBoard,
    'case-files': enCaseFiles,
    cases: enCases,
    colleagues: enColleagues,
    comments: enComments,
    common: enCommon,
    completion: enCompletion,
    consultations: enConsultations,
    contracts: enContracts,
    dashboards: enDashboards,
    decisions: enDecisions,
    disbursements: enDisbursements,
    documents: enDocuments,
    drafts: enDrafts,
    'due-diligence': enDueDiligence,
    errors: enErrors,
    exports: enExports,
    field: enField,
    figures: enFigures,
    'follow-up': enFollowUp,
    'generated-documents': enGeneratedDocuments,
    grants: enGrants,
    'hand-overs': enHandOvers,
    help: enHelp,
    identity: enIdentity,
    indicators: enIndicators,
    instructions: enInstructions,
    ledger: enLedger,
    linkages: enLinkages,
    lists: enLists,
    meetings: enMeetings,
    notices: enNotices,
    periods: enPeriods,
    phrases: enPhrases,
    programmes: enProgrammes,
    progress: enProgress,
    projects: enProjects,
    'public-notices': enPublicNotices,
    purchases: enPurchases,
    quotas: enQuotas,
    refusals: enRefusals,
    retention: enRetention,
    'risk-funds': enRiskFunds,
    roles: enRoles,
    screens: enScreens,
    seals: enSeals,
    sessions: enSessions,
    sheets: enSheets,
    shell: enShell,
    'stand-ins': enStandIns,
    'special-items': enSpecialItems,
    subsidies: enSubsidies,
    targets: enTargets,
    worklist: enWorklist,
  },
};
