import { CONSUMPTION_PURCHASE } from '../../prisma/seed/programme-c';
import { fillProgrammeApplication, newCooperative } from './support/applicants';
import { expect, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const words = (key: string) => say(`purchases.${key}`);

test('a consumption purchase goes from the request to the payment, ordered by a union and sold', async ({ as }) => {
  test.setTimeout(240_000);
  const [station, county, approver] = [await as('station'), await as('county'), await as('approver')];
  const supplier = newCooperative();
  const title = `${supplier.name}苹果采购`;

  const id = await test.step('the station files the request of a qualified supplier', async () => {
    const id = await fillProgrammeApplication(station, CONSUMPTION_PURCHASE, supplier, { title, wan: '12' });
    await steps.upload(station, id, '申请书');
    // neither due diligence nor a contract: no tab of either
    await expect(station.getByRole('link', { name: say('cases.tabs.documents'), exact: true })).toBeVisible();
    for (const tab of ['due-diligence', 'contract'])
      await expect(station.getByRole('link', { name: say(`cases.tabs.${tab}`), exact: true })).toHaveCount(0);
    await steps.take(station, id, 'submit');
    for (const paper of ['个人信息处理同意书', '工会采购订单']) await steps.upload(station, id, paper);
    return id;
  });

  await test.step('the county checks the papers and accepts, and so does the branch', async () => {
    for (const paper of ['申请书', '个人信息处理同意书', '工会采购订单']) await steps.checkFile(county, id, paper);
    await steps.take(county, id, 'accept');
    await steps.take(await as('lead'), id, 'accept');
  });

  await test.step('approved by the delegated matrix', async () => {
    await steps.approve(approver, id);
    await approver.goto(`/cases/${id}`);
    await expect(approver.locator('main [aria-current=step]')).toContainText('拨付');
  });

  await test.step('what the union orders is listed, and never for more than was approved', async () => {
    await county.goto(`/cases/${id}/purchases`);
    const form = county.getByRole('form', { name: words('add.title') });
    await form.getByLabel(words('columns.product')).fill('富士苹果');
    await form.getByLabel(words('add.unit')).fill('箱');
    await form.getByLabel(words('columns.orderedBy')).fill('示例机关工会');
    await form.getByLabel(words('columns.quantity')).fill('1500');
    await form.getByLabel(words('short.unitPrice')).fill('100');
    await form.getByRole('button', { name: words('add.submit') }).click();
    await expect(problems(county)).toContainText('采购清单合计 15 万元，超过批准金额 12 万元');
    await form.getByLabel(words('columns.quantity')).fill('1200');
    await form.getByRole('button', { name: words('add.submit') }).click();
    await expect(county.getByRole('row').filter({ hasText: '富士苹果' })).toContainText('示例机关工会');
  });

  await test.step('it is paid, and what was sold is recorded', async () => {
    await steps.requestPayment(await as('clerk'), id);
    await steps.releasePayment(await as('checker'), id);
    await county.goto(`/cases/${id}/purchases`);
    const form = county.getByRole('form', { name: words('sell.title') });
    await form.getByLabel(words('columns.product')).selectOption({ index: 1 });
    await form.getByLabel(words('sell.sold')).fill('800');
    await form.getByRole('button', { name: words('sell.submit') }).click();
    await expect(county.getByRole('row').filter({ hasText: '富士苹果' })).toContainText('80,000.00');
    await county.goto(`/cases/${id}`);
    await expect(county.getByRole('main')).toContainText(say('cases.amounts.disbursed'));
  });
});
