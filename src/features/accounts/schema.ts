import * as z from 'zod';
import { ROLES, type Role } from '@/domain/permissions';
import { idField, optional, textField } from '@/features/form-fields';

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,31}$/;

/** Ticked boxes, or the codes of a spreadsheet cell with commas between. */
const rolesField = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []))
  .transform((parts, ctx): Role[] => {
    const roles = parts.filter((part) => part !== '').map((part) => ROLES.find((role) => role === part));
    if (roles.includes(undefined)) ctx.addIssue({ code: 'custom', message: 'rolesUnknown' });
    return [...new Set(roles.filter((role) => role !== undefined))];
  });

const fields = {
  nameZh: textField(60),
  nameEn: optional(textField(60)),
  staffNumber: textField(30),
  /** by its name in either language: the same in the form and in a spreadsheet */
  organisation: textField(100),
  roles: rolesField,
  email: optional(textField(120).pipe(z.email('emailFormat'))),
};

export const accountSchema = z.object({
  username: textField(32)
    .transform((name) => name.toLowerCase())
    .pipe(z.string().regex(USERNAME, 'usernameFormat')),
  ...fields,
});
export type AccountInput = z.output<typeof accountSchema>;

export const accountEditSchema = z.object({ userId: idField, ...fields });
export type AccountEdit = Omit<AccountInput, 'username'>;
