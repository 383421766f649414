'use server';

import { defineAction } from '@/server/action';
import { createProgramme, discardDefinition, draftDefinition, draftPublishedText, saveDefinition } from './mutations';
import { addPolicyValue, endPolicyValue } from './mutations-policy';
import { publishDefinition, retireDefinition, reviewDefinition } from './mutations-publish';
import {
  definitionSchema,
  draftDefinitionSchema,
  endPolicySchema,
  newProgrammeSchema,
  policySchema,
  publishedTextSchema,
  publishSchema,
  reviewSchema,
  sectionSchema,
} from './schema';

export const makeProgramme = defineAction({
  permission: 'programme.write',
  schema: newProgrammeSchema,
  run: async (ctx, { code, nameZh, nameEn, basedOn, province }) => {
    const result = await createProgramme(ctx, {
      code,
      name: { zh: nameZh, en: nameEn },
      basedOnId: basedOn,
      provinceId: province,
    });
    return result.ok
      ? { ok: true, value: { redirectTo: `/programmes/${result.value.definitionId}/edit?done=copied` } }
      : result;
  },
});

export const draftText = defineAction({
  permission: 'programme.write',
  schema: publishedTextSchema,
  run: async (ctx, { text, province }) => {
    const result = await draftPublishedText(ctx, { text, provinceId: province });
    return result.ok
      ? { ok: true, value: { redirectTo: `/programmes/${result.value.definitionId}/edit?done=copied` } }
      : result;
  },
});

export const draftVersion = defineAction({
  permission: 'programme.write',
  schema: draftDefinitionSchema,
  run: async (ctx, { definitionId, province }) => {
    const result = await draftDefinition(ctx, { definitionId, provinceId: province });
    return result.ok
      ? { ok: true, value: { redirectTo: `/programmes/${result.value.definitionId}/edit?done=copied` } }
      : result;
  },
});

export const saveSection = defineAction({
  permission: 'programme.write',
  schema: sectionSchema,
  run: async (ctx, input) => {
    const result = await saveDefinition(ctx, input);
    return result.ok
      ? { ok: true, value: { redirectTo: `/programmes/${input.definitionId}/edit?done=saved` } }
      : result;
  },
});

export const discard = defineAction({
  permission: 'programme.write',
  schema: definitionSchema,
  run: async (ctx, input) => {
    const result = await discardDefinition(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/programmes' } } : result;
  },
});

const backTo = (definitionId: string, done: string) => ({ redirectTo: `/programmes/${definitionId}?done=${done}` });

export const review = defineAction({
  permission: 'programme.review',
  schema: reviewSchema,
  run: async (ctx, { remark, ...input }) => {
    const result = await reviewDefinition(ctx, { ...input, remark: remark ?? '' });
    return result.ok ? { ok: true, value: backTo(input.definitionId, 'reviewed') } : result;
  },
});

export const publish = defineAction({
  permission: 'programme.publish',
  schema: publishSchema,
  run: async (ctx, input) => {
    const result = await publishDefinition(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.definitionId, 'published') } : result;
  },
});

export const retire = defineAction({
  permission: 'programme.publish',
  schema: definitionSchema,
  run: async (ctx, input) => {
    const result = await retireDefinition(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.definitionId, 'retired') } : result;
  },
});

const POLICIES = { redirectTo: '/policy-values' };

export const addPolicy = defineAction({
  permission: 'policy.write',
  schema: policySchema,
  run: async (ctx, input) => {
    const result = await addPolicyValue(ctx, input);
    return result.ok ? { ok: true, value: POLICIES } : result;
  },
});

export const endPolicy = defineAction({
  permission: 'policy.write',
  schema: endPolicySchema,
  run: async (ctx, input) => {
    const result = await endPolicyValue(ctx, input);
    return result.ok ? { ok: true, value: POLICIES } : result;
  },
});
