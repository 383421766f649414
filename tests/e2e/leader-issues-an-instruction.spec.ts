import { instructOnCase, sendInstruction } from './support/instructions';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

const TITLE = '示例河湾中药材合作社标准化种植基地';
const COUNTY = '示例县级经办';

for (const { place, viewport } of [
  { place: 'at the desk', viewport: { width: 1366, height: 768 } },
  { place: 'on a phone', viewport: { width: 360, height: 780 } },
]) {
  test.describe(place, () => {
    test.use({ viewport });

    test('a leader instructs on a case, the county answers, the leader closes', async ({ as }) => {
      test.setTimeout(240_000);
      const [leader, county] = [await as('leader'), await as('county')];
      const text = `请核实用地手续${Date.now() % 1_000_000}`;
      const address = await instructOnCase(leader, await findCase(leader, TITLE), COUNTY, text);

      await county.goto('/worklist');
      await county.locator('main a[href="/instructions?view=mine"]').click();
      await county.getByRole('link', { name: text }).first().click();
      await county.getByLabel(new RegExp(`^${say('instructions.answerText')}`)).fill('手续已核实。');
      await county.getByRole('button', { name: say('instructions.answerSubmit') }).click();
      await expect(county.getByText(say('instructions.done.REPLY'))).toBeVisible();

      await leader.goto(address);
      await expect(leader.getByText('手续已核实。')).toBeVisible();
      await leader.getByRole('button', { name: say('instructions.closeSubmit') }).click();
      await expect(leader.getByText(say('instructions.done.CLOSE'))).toBeVisible();
      await leader.goto('/instructions?view=closed');
      await expect(leader.getByRole('link', { name: text }).first()).toBeVisible();
    });
  });
}

test('a figure keeps the value it had, and opens the cases behind it', async ({ as }) => {
  const leader = await as('leader');
  await leader.goto('/reports');
  await leader
    .getByRole('navigation', { name: say('instructions.issueOnFigure') })
    .getByRole('link', { name: say('instructions.measures.ACCEPTED') })
    .click();
  await sendInstruction(leader, COUNTY, '请说明受理进度。');
  await leader.getByRole('link', { name: new RegExp(say('instructions.measures.ACCEPTED')) }).click();
  await leader.waitForURL(/\/cases\?measure=ACCEPTED/);
});
