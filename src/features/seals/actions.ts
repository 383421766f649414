'use server';

import { getTranslations } from 'next-intl/server';
import * as z from 'zod';
import { dayField, optional, textField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { verifyChain } from './mutations-verify';

const SHOWN = 5;

export const verifyRecord = defineAction({
  permission: 'audit.read',
  schema: z.object({ place: textField(80), from: optional(dayField), to: optional(dayField) }),
  run: async (ctx, input) => {
    const result = await verifyChain(ctx, input);
    if (!result.ok) return result;
    const { seals, faults, signedAt } = result.value;
    const t = await getTranslations('seals');
    const signed = signedAt ? t('verifiedSigned', { at: signedAt }) : t('verifiedUnsigned');
    if (faults.length === 0)
      return { ok: true, value: { message: `${t('verifiedWhole', { count: seals })}${signed}` } };
    const named = faults
      .slice(0, SHOWN)
      .map(({ kind, number, eventId }) =>
        t('faultLine', { fault: t(`faults.${kind}`), number: String(number ?? '--'), event: eventId ?? '--' }),
      );
    const message = [t('verifiedFaults', { count: faults.length, seals }), ...named].join('\n');
    return { ok: true, value: { message } };
  },
});
