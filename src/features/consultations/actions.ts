'use server';

import { getTranslations } from 'next-intl/server';
import { lookUpApplicant } from '@/features/applicants/mutations-lookup';
import { defineAction } from '@/server/action';
import { editConsultation, registerConsultation } from './mutations';
import { consultationEditSchema, entityRegistrationSchema, householdRegistrationSchema, lookupSchema } from './schema';

export const registerForHousehold = defineAction({
  permission: 'case.register',
  schema: householdRegistrationSchema,
  run: async (ctx, input) => {
    const { identityNumber, name, phone, householdKind, address, amount, term, green, ...rest } = input;
    const result = await registerConsultation(ctx, {
      ...rest,
      lane: green ? 'GREEN' : 'NORMAL',
      requestedAmountFen: amount,
      requestedTermMonths: term,
      applicant: { kind: 'HOUSEHOLD', identityNumber, name, phone, householdKind, address },
    });
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${result.value.id}` } } : result;
  },
});

export const registerForEntity = defineAction({
  permission: 'case.register',
  schema: entityRegistrationSchema,
  run: async (ctx, input) => {
    const { kind, creditCode, name, contactName, contactPhone, leadingEnterprise, employsPoorHouseholds } = input;
    const result = await registerConsultation(ctx, {
      ...input,
      lane: input.green ? 'GREEN' : 'NORMAL',
      requestedAmountFen: input.amount,
      requestedTermMonths: input.term,
      applicant: { kind, creditCode, name, contactName, contactPhone, leadingEnterprise, employsPoorHouseholds },
    });
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
