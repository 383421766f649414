import * as z from 'zod';
import { idField } from '@/features/form-fields';
import type { Ticked } from './mutations';

/** As many rows as a page of the worklist has. */
export const MAX_TICKED = 50;
const MAX_RECIPIENTS = 20;

/** What may be done to several cases at once; money and decisions stand in no list. */
export const BULK_ACTS = ['accept', 'urge'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

const list = z.unknown().transform((value) => {
  const entries = Array.isArray(value) ? value : [value];
  return entries.filter((entry): entry is string => typeof entry === 'string');
});

const TICKED = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})$/i;

/** Ticked rows as they arrive, each `id:version`; what is no row of ours is left out, the same one counts once. */
export function readTicked(entries: readonly string[]): Ticked[] {
  const ticked = new Map<string, Ticked>();
  for (const entry of entries) {
    const [, id, version] = TICKED.exec(entry.trim()) ?? [];
    if (id) ticked.set(id.toLowerCase(), { caseId: id.toLowerCase(), version: Number(version) });
  }
  return [...ticked.values()];
}

/** The ids among what an address names, with or without a version behind them. */
export function readChosen(entries: readonly string[]): string[] {
  const ids = entries.flatMap((entry) => idField.safeParse(entry.split(':')[0]).data ?? []);
  return [...new Set(ids)];
}

const tickedField = list.transform((entries, ctx): Ticked[] => {
  const ticked = readTicked(entries);
  if (ticked.length > 0 && ticked.length <= MAX_TICKED) return ticked;
  const message = ticked.length === 0 ? 'nothingTicked' : 'tooManyTicked';
  ctx.addIssue({ code: 'custom', message, params: { max: MAX_TICKED } });
  return z.NEVER;
});

/** Which button was pressed: an act on what is ticked, or in `one` (`act=id:version`) an act on the row it stands in. */
export const bulkSchema = z
  .object({ act: z.unknown().optional(), one: z.unknown().optional(), 'case[]': z.unknown().optional() })
  .transform((input) => {
    if (typeof input.one !== 'string') return input;
    const [act, row] = input.one.split('=');
    return { act, 'case[]': row };
  })
  .pipe(z.object({ act: z.enum(BULK_ACTS, 'choiceMissing'), 'case[]': tickedField }));

const recipientsField = list.transform((entries, ctx): string[] => {
  const ids = [...new Set(entries)].flatMap((entry) => idField.safeParse(entry).data ?? []);
  if (ids.length > 0 && ids.length <= MAX_RECIPIENTS) return ids;
  const message = ids.length === 0 ? 'recipientMissing' : 'tooManyRecipients';
  ctx.addIssue({ code: 'custom', message, params: { max: MAX_RECIPIENTS } });
  return z.NEVER;
});

export const copySchema = z.object({ 'case[]': tickedField, 'person[]': recipientsField });

export const urgeSchema = z.object({ caseId: idField });
