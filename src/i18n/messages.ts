import enCommon from './messages/en/common.json';
import enErrors from './messages/en/errors.json';
import enIdentity from './messages/en/identity.json';
import enRoles from './messages/en/roles.json';
import enShell from './messages/en/shell.json';
import zhCommon from './messages/zh-CN/common.json';
import zhErrors from './messages/zh-CN/errors.json';
import zhIdentity from './messages/zh-CN/identity.json';
import zhRoles from './messages/zh-CN/roles.json';
import zhShell from './messages/zh-CN/shell.json';

/**
 * Every namespace is a file of its own, named after its feature; the file name is the namespace. A new feature adds
 * its two imports and its two entries here.
 */
export const messages = {
  'zh-CN': {
    common: zhCommon,
    errors: zhErrors,
    identity: zhIdentity,
    roles: zhRoles,
    shell: zhShell,
  },
  en: {
    common: enCommon,
    errors: enErrors,
    identity: enIdentity,
    roles: enRoles,
    shell: enShell,
  },
};
