import type { Page } from '@playwright/test';
import { today } from './support/days';
import { expect, makeProgrammeCase, problems, test } from './support/portal';
import { findCase } from './support/seeded';
import * as steps from './support/steps';
import { say } from './support/words';

const words = (key: string, params?: Record<string, string | number>) => say(`quotas.${key}`, params);
const YEAR = today().slice(0, 4);
const PROGRAMME = '八大措施·专项信贷';

/** One of the four sums at the head of a quota, in units of 10,000 yuan. */
const expectSum = (page: Page, word: string, amount: string) =>
  expect(
    page
      .getByRole('main')
      .locator('dl')
      .first()
      .locator('div')
      .filter({ has: page.getByRole('term').filter({ hasText: word }) }),
  ).toContainText(amount);

test('earmarked credit: reserved on approval, refused when exhausted, moved by another person, used on payment', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const [hq, hq2, approver, county] = [await as('hq'), await as('hq2'), await as('approver'), await as('county')];
  const first = await makeProgrammeCase('case', 'C', 'DECISION', '300000');
  const second = await makeProgrammeCase('case', 'C', 'DECISION', '300000');
  let address = '';

  await test.step('head office sets 400,000 yuan aside for the county, with a concession', async () => {
    await hq.goto('/quotas/new');
    const form = hq.getByRole('form', { name: words('allot') });
    await form.getByLabel(words('programme')).selectOption({ label: PROGRAMME });
    await form.getByLabel(words('place')).fill('河南省/开封市/兰考县');
    await form.getByLabel(new RegExp(`^${words('amount')}`)).fill('40');
    await form.getByLabel(words('concession')).fill('0.6');
    await form.getByLabel(words('documentNumber')).fill(`示例额度〔${YEAR}〕7号`);
    await form.getByRole('button', { name: words('allot') }).click();
    await hq.waitForURL(/\/quotas\/[0-9a-f-]{36}/);
    address = new URL(hq.url()).pathname;
    await expectSum(hq, words('free'), '40.00');
  });

  await test.step('the second case goes first: the green channel is given on its criterion', async () => {
    await county.goto(`/cases/${second.id}`);
    const panel = county.getByRole('region', { name: say('cases.lanes.grant') });
    await panel.getByRole('button', { name: say('cases.lanes.grant') }).click();
    await expect(problems(county)).toContainText(say('errors.textMissing'));
    await panel.getByRole('radio', { name: '挂牌督战县' }).check();
    await panel.getByLabel(say('cases.lanes.reason')).fill('列入挂牌督战名单');
    await panel.getByRole('button', { name: say('cases.lanes.grant') }).click();
    await expect(county.getByRole('region', { name: say('cases.lanes.revoke') })).toBeVisible();
    await approver.goto('/worklist');
    const queue = approver.getByRole('row').filter({ hasText: second.title });
    await expect(queue.first()).toBeVisible();
  });

  await test.step('an approval reserves, and the case shows its concession', async () => {
    await steps.approve(approver, second.id);
    await hq.goto(address);
    await expectSum(hq, words('reserved'), '30.00');
    await approver.goto(`/cases/${second.id}?tab=decision`);
    await expect(approver.getByRole('main')).toContainText('0.60%');
  });

  await test.step('the next is refused in words: it is more than is left', async () => {
    await approver.goto(`/cases/${first.id}`);
    await approver.getByRole('radio', { name: new RegExp(`^${say('decisions.choice.APPROVED')}`) }).check();
    await approver.getByLabel(new RegExp(`^${say('decisions.opinion')}`)).fill('同意。');
    await approver.getByRole('button', { name: say('decisions.next.APPROVED') }).click();
    await approver.getByRole('button', { name: say('decisions.take.APPROVED') }).click();
    await expect(problems(approver)).toContainText('额度不足：剩余 10 万元');
  });

  await test.step('part of the province’s quota is asked for; another person finds the notice and approves', async () => {
    await hq.goto(`/quotas?year=${YEAR}`);
    await hq
      .getByRole('row')
      .filter({ hasText: PROGRAMME })
      .filter({ hasText: '河南省' })
      .filter({ hasNotText: '兰考县' })
      .getByRole('link')
      .first()
      .click();
    const form = hq.getByRole('form', { name: words('transfer') });
    await form.getByLabel(words('to')).selectOption({ index: 1 });
    await form.getByLabel(words('transferAmount')).fill('20');
    await form.getByLabel(words('reason')).fill('兰考县需求集中');
    await form.getByRole('button', { name: words('transferSubmit') }).click();
    await expect(hq.getByText(words('done.requested'))).toBeVisible();
    await expect(hq.getByRole('form', { name: words('settle') })).toHaveCount(0);
    await hq2.goto('/notices');
    const told = hq2.getByRole('listitem').filter({ hasText: say('notices.kinds.QUOTA_TRANSFER_ASKED') });
    await told.first().getByRole('link').click();
    const settle = hq2.getByRole('form', { name: words('settle') });
    await settle.getByRole('radio', { name: words('outcomes.APPROVED') }).check();
    await settle.getByRole('button', { name: words('settle') }).click();
    await expect(hq2.getByText(words('done.APPROVED'))).toBeVisible();
    await hq.goto(address);
    await expectSum(hq, words('free'), '30.00');
  });

  await test.step('now it passes', async () => {
    await steps.approve(approver, first.id);
    await hq.goto(address);
    await expectSum(hq, words('free'), '0.00');
  });

  await test.step('what is paid is used and bears the concession', async () => {
    await makeProgrammeCase('ready', second.id);
    await steps.requestPayment(await as('clerk'), second.id);
    await steps.releasePayment(await as('checker'), second.id);
    await hq.goto(address);
    await expectSum(hq, words('used'), '30.00');
    await expectSum(hq, words('reserved'), '30.00');
    // 300,000 yuan at 0.60 % are 1,800 a year
    const row = hq.getByRole('row').filter({ hasText: second.reference }).first();
    await expect(row).toContainText('0.18');
    await row.getByRole('link').click();
    await expect(hq.getByRole('heading', { level: 1, name: second.title })).toBeVisible();
    expect(await findCase(hq, second.title)).toBe(second.id);
  });
});
