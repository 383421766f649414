'use server';
import { getTranslations } from 'next-intl/server';
import type { ActionOutcome } from '@/lib/action-result';
import { defineAction } from '@/server/action';
import type { Context, Result } from '@/server/command';
import { describeRefusal } from '@/server/refusal-text';
import { acceptTicked, copyCase, type Ticked, urgeCase } from './mutations';
import { listChosenCases } from './queries';
import { bulkSchema, copySchema, urgeSchema } from './schema';

/** The same command for each ticked case, in a transaction of its own: one that is refused holds up no other. */
async function forEachTicked(
  ctx: Context,
  ticked: readonly Ticked[],
  word: string,
  run: (one: Ticked) => Promise<Result<unknown>>,
): Promise<ActionOutcome[]> {
  const t = await getTranslations('worklist');
  const known = await listChosenCases(
    ctx.actor,
    ticked.map((one) => one.caseId),
  );
  const outcomes: ActionOutcome[] = [];
  for (const one of ticked) {
    const result = await run(one);
    const about = known.find((row) => row.id === one.caseId);
    outcomes.push({
      // a second try goes by what the case is now: its row says what changed, and leads there
      value: `${one.caseId}:${about?.version ?? one.version}`,
      label: about ? `${about.reference} ${about.title}` : t('bulk.unknown'),
      href: `/cases/${one.caseId}`,
      ok: result.ok,
      text: result.ok ? word : await describeRefusal(result.refusal),
    });
  }
  return outcomes;
}

/** Accepts or urges what is ticked. Each case goes by its own rules and permission, as if it were opened. */
export const actOnTicked = defineAction({
  permission: 'case.read',
  schema: bulkSchema,
  run: async (ctx, { act, 'case[]': ticked }) => {
    const t = await getTranslations('worklist');
    const run = act === 'accept' ? (one: Ticked) => acceptTicked(ctx, one) : (one: Ticked) => urgeCase(ctx, one);
    return { ok: true, value: { outcomes: await forEachTicked(ctx, ticked, t(`bulk.did.${act}`), run) } };
  },
});

export const copyTicked = defineAction({
  permission: 'case.copy',
  schema: copySchema,
  run: async (ctx, { 'case[]': ticked, 'person[]': userIds }) => {
    const t = await getTranslations('worklist');
    const copy = ({ caseId }: Ticked) => copyCase(ctx, { caseId, userIds });
    return { ok: true, value: { outcomes: await forEachTicked(ctx, ticked, t('bulk.did.copy'), copy) } };
  },
});

export const urge = defineAction({
  permission: 'case.urge',
  schema: urgeSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('worklist');
    const result = await urgeCase(ctx, input);
    return result.ok ? { ok: true, value: { message: t('urged', { count: result.value.told }) } } : result;
  },
});
