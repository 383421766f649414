'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { addMember as addMemberToHousehold } from './mutations';
import { viewExposure } from './mutations-exposure';
import { revealPersonalData } from './mutations-reveal';
import { addMemberSchema, revealSchema, viewExposureSchema } from './schema';

export const addMember = defineAction({
  permission: 'household.write',
  schema: addMemberSchema,
  run: async (ctx, input) => {
    const result = await addMemberToHousehold(ctx, input);
    const t = await getTranslations('applicants');
    return result.ok ? { ok: true, value: { message: t('members.added', { name: input.name }) } } : result;
  },
});

/** The value comes back in the answer to this one press, never in an address. */
export const revealValue = defineAction({
  permission: 'personal-data.reveal',
  schema: revealSchema,
  run: async (ctx, { target, ...input }) => {
    const result = await revealPersonalData(ctx, { ...input, ...target });
    const t = await getTranslations('applicants');
    return result.ok
      ? {
          ok: true,
          value: { message: t('reveal.answer', { field: t(`fields.${target.field}`), value: result.value.value }) },
        }
      : result;
  },
});

/** Records the look; the panel then shows the answer for a while. */
export const lookAtExposure = defineAction({
  permission: 'exposure.read',
  schema: viewExposureSchema,
  run: async (ctx, { caseId }) => {
    const result = await viewExposure(ctx, caseId);
    const t = await getTranslations('applicants');
    return result.ok ? { ok: true, value: { message: t('exposure.recorded') } } : result;
  },
});
