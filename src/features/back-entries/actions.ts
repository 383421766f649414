'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { describeRefusal } from '@/server/refusal-text';
import {
  discardBackEntry,
  revealNumbers,
  saveBackEntry,
  startBackEntry,
  submitBackEntry,
  takeOverBackEntry,
} from './mutations';
import { removeScan } from './mutations-scans';
import { confirmBackEntries, confirmBackEntry, refuseBackEntry } from './mutations-settle';
import { findPaperReferences } from './queries';
import {
  confirmManySchema,
  confirmSchema,
  discardSchema,
  refuseSchema,
  revealSchema,
  saveSchema,
  scanSchema,
  startSchema,
} from './schema';

export const start = defineAction({
  permission: 'back-entry.write',
  schema: startSchema,
  run: async (ctx, input) => {
    const result = await startBackEntry(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/back-entries/${result.value.id}` } } : result;
  },
});

/** Saves first, whatever is wrong; then hands it on, or shows on the same page what stands against that. */
export const save = defineAction({
  permission: 'back-entry.write',
  schema: saveSchema,
  run: async (ctx, { submit, ...input }) => {
    const saved = await saveBackEntry(ctx, input);
    if (!saved.ok) return saved;
    const page = `/back-entries/${input.id}`;
    if (!submit) {
      const t = await getTranslations('back-entries');
      return { ok: true, value: { message: t('saved') } };
    }
    const result = await submitBackEntry(ctx, { id: input.id, revision: saved.value.revision });
    if (result.ok) return { ok: true, value: { redirectTo: `${page}?done=submitted` } };
    if (result.refusal.code === 'BACK_ENTRY_INCOMPLETE') return { ok: true, value: { redirectTo: `${page}?check=1` } };
    return result;
  },
});

export const discard = defineAction({
  permission: 'back-entry.write',
  schema: discardSchema,
  run: async (ctx, input) => {
    const result = await discardBackEntry(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/back-entries?status=DRAFT' } } : result;
  },
});

export const takeOver = defineAction({
  permission: 'back-entry.write',
  schema: confirmSchema,
  run: async (ctx, input) => {
    const result = await takeOverBackEntry(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('back-entries');
    return { ok: true, value: { message: t('takenOver') } };
  },
});

export const dropScan = defineAction({
  permission: 'back-entry.write',
  schema: scanSchema,
  run: async (ctx, input) => {
    const result = await removeScan(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const confirm = defineAction({
  permission: 'back-entry.confirm',
  schema: confirmSchema,
  run: async (ctx, input) => {
    const result = await confirmBackEntry(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${result.value.caseId}` } } : result;
  },
});

export const sendBack = defineAction({
  permission: 'back-entry.confirm',
  schema: refuseSchema,
  run: async (ctx, input) => {
    const result = await refuseBackEntry(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/back-entries?status=SUBMITTED' } } : result;
  },
});

/** Each chosen entry by itself, and a line for each on what came of it. */
export const confirmMany = defineAction({
  permission: 'back-entry.confirm',
  schema: confirmManySchema,
  run: async (ctx, { chosen }) => {
    const t = await getTranslations('back-entries');
    const papers = await findPaperReferences(
      ctx.actor,
      chosen.map(({ id }) => id),
    );
    const settled = await confirmBackEntries(ctx, chosen);
    const lines = await Promise.all(
      settled.map(async ({ id, reference, refusal }) =>
        t('list.result', {
          paper: papers.get(id) ?? '--',
          what: refusal ? await describeRefusal(refusal) : t('list.confirmed', { reference: reference ?? '' }),
        }),
      ),
    );
    return { ok: true, value: { message: lines.join('\n') } };
  },
});

export const reveal = defineAction({
  permission: 'back-entry.confirm',
  schema: revealSchema,
  run: async (ctx, input) => {
    const result = await revealNumbers(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('back-entries');
    return { ok: true, value: { message: t('confirm.revealed', result.value) } };
  },
});
