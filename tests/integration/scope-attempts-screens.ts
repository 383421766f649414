import { makeScreen, revokeScreen } from '@/features/screens/mutations';
import { db } from '@/server/db';
import { at, must, regionId } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { screenId: '' };
let input: Parameters<typeof makeScreen>[1];

/** A screen of the first county. */
export async function prepareScreens(day: string): Promise<void> {
  const { id } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  input = { name: '试探', regionId: await regionId('410225'), programmeIds: [id], days: 90 };
  ids.screenId = must(await makeScreen(await at('county', day), input)).screenId;
}

export const SCREEN_ATTEMPTS: Record<string, Attempt> = {
  // of a place that is not theirs
  makeScreen: { as: ['county-b', 'lead-b'], run: (ctx) => makeScreen(ctx, input) },
  revokeScreen: { as: ['county-b', 'lead-b', 'lead'], run: (ctx) => revokeScreen(ctx, { screenId: ids.screenId }) },
};
