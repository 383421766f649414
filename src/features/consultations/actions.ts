'use server';

import { getTranslations } from 'next-intl/server';
import { lookUpApplicant } from '@/features/applicants/mutations-lookup';
import { defineAction } from '@/server/action';
import { editConsultation } from './mutations';
import { beginRegistration, saveRegistrationPart, sendRegistration } from './mutations-registration';
import { partSchema } from './parts';
import { consultationEditSchema, lookupSchema, sendSchema, startSchema } from './schema';

export const begin = defineAction({
  permission: 'case.register',
  schema: startSchema,
  run: async (ctx, input) => {
    const result = await beginRegistration(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/new/${result.value.id}` } } : result;
  },
});

export const savePart = defineAction({
  permission: 'case.register',
  schema: partSchema,
  run: async (ctx, input) => {
    const result = await saveRegistrationPart(ctx, input);
    const next = input.back === 'check' ? '/check' : '';
    return result.ok ? { ok: true, value: { redirectTo: `/cases/new/${input.registrationId}${next}` } } : result;
  },
});

export const register = defineAction({
  permission: 'case.register',
  schema: sendSchema,
  run: async (ctx, input) => {
    const result = await sendRegistration(ctx, input.registrationId);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${result.value.id}` } } : result;
  },
});

export const saveConsultation = defineAction({
  permission: 'case.submit',
  schema: consultationEditSchema,
  run: async (ctx, input) => {
    const result = await editConsultation(ctx, {
      ...input,
      requestedAmountFen: input.amount,
      requestedTermMonths: input.term,
    });
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}` } } : result;
  },
});

/** Answers whether the number is on file here, before anything is registered. */
export const checkApplicant = defineAction({
  permission: 'case.register',
  schema: lookupSchema,
  run: async (ctx, input) => {
    const result = await lookUpApplicant(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('consultations');
    const found = result.value;
    if (found.state !== 'KNOWN') return { ok: true, value: { message: t(`check.${found.state}`) } };
    const { name, members, underWay } = found;
    const sentences = [members === null ? t('check.knownEntity', { name }) : t('check.knownPerson', { name, members })];
    if (underWay) sentences.push(t('check.underWay', { reference: underWay.reference ?? 'none' }));
    return { ok: true, value: { message: sentences.join(' ') } };
  },
});
