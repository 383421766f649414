import enCases from './messages/en/cases.json';
import enCommon from './messages/en/common.json';
import enDocuments from './messages/en/documents.json';
import enDueDiligence from './messages/en/due-diligence.json';
import enErrors from './messages/en/errors.json';
import enIdentity from './messages/en/identity.json';
import enRefusals from './messages/en/refusals.json';
import enRoles from './messages/en/roles.json';
import enShell from './messages/en/shell.json';
import zhCases from './messages/zh-CN/cases.json';
import zhCommon from './messages/zh-CN/common.json';
import zhDocuments from './messages/zh-CN/documents.json';
import zhDueDiligence from './messages/zh-CN/due-diligence.json';
import zhErrors from './messages/zh-CN/errors.json';
import zhIdentity from './messages/zh-CN/identity.json';
import zhRefusals from './messages/zh-CN/refusals.json';
import zhRoles from './messages/zh-CN/roles.json';
import zhShell from './messages/zh-CN/shell.json';

/**
 * Every namespace is a file of its own, named after its feature; the file name is the namespace. A new feature adds
 * its two imports and its two entries here.
 */
export const messages = {
  'zh-CN': {
    refusals: zhRefusals,
    documents: zhDocuments,
    cases: zhCases,
    common: zhCommon,
    'due-diligence': zhDueDiligence,
    errors: zhErrors,
    identity: zhIdentity,
    roles: zhRoles,
    shell: zhShell,
  },
  en: {
    refusals: enRefusals,
    documents: enDocuments,
    cases: enCases,
    common: enCommon,
    'due-diligence': enDueDiligence,
    errors: enErrors,
    identity: enIdentity,
    roles: enRoles,
    shell: enShell,
  },
};
