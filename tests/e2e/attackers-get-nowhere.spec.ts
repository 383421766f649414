import { expect, test } from '@playwright/test';
import { sendMalformed } from '../../scripts/attack/malformed';
import { loadMaterials } from '../../scripts/attack/materials';
import { probeHoles } from '../../scripts/attack/probes';
import { openTarget, type Target } from '../../scripts/attack/target';
import { uploadHostile } from '../../scripts/attack/uploads';

/** The short form of `npm run attack`: requests only, against the portal that the journeys walk through meanwhile. */
let target: Target;

test.setTimeout(240_000);
test.beforeAll(async () => {
  target = await openTarget(process.env);
});
test.afterAll(() => target.owner.end());

test('the holes that are known of the framework are shut, and no answer comes without its policy', async () => {
  const { tried, findings } = await probeHoles(target);
  expect(tried).toBeGreaterThan(15);
  expect(findings).toEqual([]);
});

test('files that would do harm are not taken, and hostile names do none', async () => {
  const { tried, findings } = await uploadHostile(target);
  expect(tried).toBeGreaterThan(60);
  expect(findings).toEqual([]);
});

test('malformed requests are answered, and none of them with a fault of ours', async () => {
  const materials = await loadMaterials(target);
  // an action that asks for nothing but a session would change what a journey stands on
  const posters = [{ cookie: 'nobody=1' }];
  const { tried, findings } = await sendMalformed(target, {
    // few at once: journeys ask for pages meanwhile, and would be told to come again
    ...{ count: 300, seed: 7, seconds: 80, state: '', lanes: 2 },
    materials: { ...materials, posters },
  });
  expect(tried).toBe(300);
  expect(findings).toEqual([]);
});
