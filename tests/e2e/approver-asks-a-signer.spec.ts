import { today } from './support/days';
import { expect, makeCase, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

test('an approver passes a decision on to a colleague, who adds a signer and then approves', async ({ as }) => {
  test.setTimeout(120_000);
  const { id, title } = await makeCase('DECISION');
  const approver = await as('approver');

  await test.step('passed on, it waits for the colleague alone', async () => {
    await approver.goto(`/cases/${id}`);
    await approver.getByRole('link', { name: say('colleagues.passOn'), exact: true }).click();
    await approver.getByRole('radio', { name: '示例审批人乙' }).check();
    await approver.getByLabel(say('colleagues.reason'), { exact: false }).fill('外出培训');
    await approver.getByRole('button', { name: say('colleagues.passOn') }).click();
    await approver.waitForURL(new RegExp(`/cases/${id}$`));
    await expect(approver.getByRole('button', { name: say('colleagues.takeBack') })).toBeVisible();
  });

  const colleague = await as('approver2');
  await test.step('the colleague asks a lawyer to sign first', async () => {
    await colleague.goto(`/cases/${id}`);
    await colleague.getByRole('link', { name: say('colleagues.askOrSign') }).click();
    await colleague.getByRole('radio', { name: new RegExp(`^${say('colleagues.kinds.SIGN_BEFORE')}`) }).check();
    const lawyer = await colleague
      .getByRole('option', { name: /^示例法务/ })
      .first()
      .getAttribute('value');
    await colleague.getByLabel(say('colleagues.person')).selectOption(lawyer ?? '');
    await colleague.getByLabel(say('colleagues.question'), { exact: false }).fill('担保手续是否齐全');
    await colleague.getByLabel(say('colleagues.dueOn'), { exact: false }).fill(today());
    await colleague.getByRole('button', { name: say('colleagues.sendQuestion') }).click();
    await colleague.waitForURL(new RegExp(`/cases/${id}$`));
  });

  await test.step('the lawyer finds it in the worklist and signs', async () => {
    const legal = await as('legal');
    await legal.goto('/worklist?view=asked');
    await legal.getByRole('link', { name: title }).click();
    const form = legal.getByRole('form', { name: say('colleagues.answerForm') });
    await form.getByRole('radio', { name: say('colleagues.outcomes.ANSWERED'), exact: true }).check();
    await form.getByLabel(say('colleagues.answer'), { exact: false }).fill('手续齐全');
    await form.getByRole('button', { name: say('colleagues.send') }).click();
    await expect(legal.getByRole('region', { name: say('colleagues.opinions') })).toContainText('手续齐全');
  });

  await test.step('and the colleague approves', async () => {
    await steps.approve(colleague, id);
    await steps.expectStage(colleague, id, 'CONTRACT');
  });
});
