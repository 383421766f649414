'use server';

import { confirmSheet, discardSheet } from '@/features/sheet-imports/mutations';
import { confirmSheetSchema, sheetSchema } from '@/features/sheet-imports/schema';
import { defineAction } from '@/server/action';
import { createOrganisation, deactivateOrganisation, editOrganisation, reactivateOrganisation } from './mutations';
import { organisationEditSchema, organisationIdSchema, organisationSchema } from './schema';
import { ORGANISATION_SHEET } from './sheet';

const HOME = { redirectTo: '/admin/organisations' };

export const createNewOrganisation = defineAction({
  permission: 'organisation.manage',
  schema: organisationSchema,
  run: async (ctx, input) => {
    const result = await createOrganisation(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const editKnownOrganisation = defineAction({
  permission: 'organisation.manage',
  schema: organisationEditSchema,
  run: async (ctx, input) => {
    const result = await editOrganisation(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const takeOrganisationOut = defineAction({
  permission: 'organisation.manage',
  schema: organisationIdSchema,
  run: deactivateOrganisation,
});

export const takeOrganisationIn = defineAction({
  permission: 'organisation.manage',
  schema: organisationIdSchema,
  run: reactivateOrganisation,
});

export const confirmOrganisationSheet = defineAction({
  permission: 'organisation.manage',
  schema: confirmSheetSchema,
  run: async (ctx, input) => {
    const result = await confirmSheet(ctx, ORGANISATION_SHEET, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const discardOrganisationSheet = defineAction({
  permission: 'organisation.manage',
  schema: sheetSchema,
  run: (ctx, input) => discardSheet(ctx, ORGANISATION_SHEET, input),
});
