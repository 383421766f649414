import { expect, makeProgrammeCase, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

test('the insurer’s provincial branch approves an enterprise’s case within its limit, and the insurer pays it', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const { id, title } = await makeProgrammeCase('insurer');
  const [approver, clerk] = [await as('ins-approver'), await as('ins-clerk')];

  await test.step('who decides is said with both numbers', async () => {
    await approver.goto(`/cases/${id}?tab=decision`);
    await expect(approver.getByRole('main')).toContainText('示例财险河南省分公司权限 500 万元，本件 200 万元');
    await steps.approve(approver, id);
  });

  await test.step('the bank of the county neither sees nor pays it', async () => {
    const bank = await as('clerk');
    const answer = await bank.goto(`/cases/${id}`);
    expect(answer?.status()).toBe(404);
    await bank.goto(`/cases?q=${encodeURIComponent(title)}`);
    await expect(bank.locator('main table').getByRole('link', { name: title })).toHaveCount(0);
  });

  await test.step('signed, it is paid by the insurer’s own clerk and checker', async () => {
    await makeProgrammeCase('ready', id);
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(await as('ins-checker'), id);
    await steps.expectStage(clerk, id, 'FOLLOW_UP');
    await expect(clerk.getByRole('main')).toContainText(say('cases.amounts.outstanding'));
  });
});
