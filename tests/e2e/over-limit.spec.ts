import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import * as steps from './support/steps';
import { say } from './support/words';

const TITLE = '示例禾丰农业有限公司生猪养殖基地扩建';
const NUMBERS = { name: '示例银行兰考县支行', limit: '300 万元', amount: '820 万元', to: '示例银行总行' };

test('a case above the limit of the branch says why, and head office decides it', async ({ as }) => {
  test.setTimeout(120_000);
  const approver = await as('approver');
  const id = await findCase(approver, TITLE);

  await test.step('everybody sees the limit, the amount and who decides', async () => {
    for (const username of ['approver', 'county', 'leader']) {
      const page = await as(username);
      await page.goto(`/cases/${id}?tab=decision`);
      await expect(page.getByRole('main')).toContainText(say('decisions.over', NUMBERS));
    }
  });

  await test.step('the branch has no way to approve, and reads why', async () => {
    await approver.goto(`/cases/${id}`);
    await expect(approver.getByRole('radio', { name: /^同意/ })).toHaveCount(0);
    await expect(approver.getByRole('main')).toContainText(NUMBERS.to);
  });

  await test.step('head office approves', async () => {
    const hq = await as('hq');
    await hq.goto('/worklist');
    await expect(hq.getByRole('link', { name: TITLE })).toBeVisible();
    await steps.approve(hq, id);
    await steps.expectStage(hq, id, 'CONTRACT');
  });
});
