import { changeTarget, discardTarget, reviseTarget, setTarget } from '@/features/targets/mutations';
import { freezeShares, freezeTarget, splitTarget } from '@/features/targets/mutations-split';
import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { targetId: '', programmeId: '' };
const milestones = [{ on: '2027-12-31', value: 5n }];

const newTarget = () => ({
  programmeId: ids.programmeId,
  region: '410225',
  organisation: null,
  measure: 'ACCEPTED' as const,
  startOn: '2027-01-01',
  name: '试探',
  milestones,
});

/** A target of the first county. */
export async function prepareTargets(day: string): Promise<void> {
  ids.programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
  ids.targetId = must(await setTarget(await at('office', day), newTarget())).targetId;
}

// Nobody of the second county sets targets; tests/integration/targets.test.ts has an officer of its province.
const attempt = (run: (ctx: Context) => ReturnType<Attempt['run']>): Attempt => ({
  as: ['county-b', 'lead-b'],
  code: 'NOT_PERMITTED',
  run,
});
const document = () => ({ targetId: ids.targetId, documentNumber: '试探' });

export const TARGET_ATTEMPTS: Record<string, Attempt> = {
  setTarget: attempt((ctx) => setTarget(ctx, newTarget())),
  changeTarget: attempt((ctx) => changeTarget(ctx, { targetId: ids.targetId, milestones, stretch: false })),
  discardTarget: attempt((ctx) => discardTarget(ctx, { targetId: ids.targetId })),
  reviseTarget: attempt((ctx) => reviseTarget(ctx, { ...document(), milestones, stretch: false, reason: '试探' })),
  splitTarget: attempt((ctx) =>
    splitTarget(ctx, { targetId: ids.targetId, method: 'EQUAL', weights: new Map<string, bigint>() }),
  ),
  freezeTarget: attempt((ctx) => freezeTarget(ctx, document())),
  freezeShares: attempt((ctx) => freezeShares(ctx, document())),
};
