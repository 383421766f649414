import * as z from 'zod';
import { ORGANISATION_KINDS } from '@/domain/role-rules';
import { choiceField, idField, optional, textField } from '@/features/form-fields';

const names = { nameZh: textField(100), nameEn: optional(textField(100)) };
const placing = {
  /** code, or names from the outside in */
  region: textField(200),
  /** by its name in either language */
  parent: optional(textField(100)),
};

export const organisationSchema = z.object({ kind: choiceField(ORGANISATION_KINDS), ...names, ...placing });
export type OrganisationInput = z.output<typeof organisationSchema>;

export const organisationEditSchema = z.object({ organisationId: idField, ...names, ...placing });
export type OrganisationEdit = z.output<typeof organisationEditSchema>;

export const organisationIdSchema = z.object({ organisationId: idField });
