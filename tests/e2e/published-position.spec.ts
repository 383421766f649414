import { expect, test } from './support/portal';
import { say } from './support/words';

const DAY = '2017-08-15';

test('as of 15 August 2017 the leader reads the published position, and each number opens its list', async ({ as }) => {
  const leader = await as('leader');
  await leader.goto(`/reports?asOf=${DAY}`);
  const headline = (label: string) =>
    leader.locator('main dl > div').filter({ has: leader.getByText(label, { exact: true }) });
  const accepted = headline(say('figures.headlines.accepted')).getByRole('link', { name: '211', exact: true }).first();
  await expect(accepted).toBeVisible();
  await expect(headline(say('figures.headlines.approved'))).toContainText('100');
  await expect(headline(say('figures.headlines.financing', { unit: say('cases.units.YI') }))).toContainText(
    '20,389.00',
  );

  const milestone = (day: string) =>
    leader.getByRole('row').filter({ has: leader.getByRole('rowheader', { name: day, exact: true }) });
  await expect(milestone('2017-10-18')).toContainText('10.19');
  await expect(milestone('2017-10-18')).toContainText('58.71');
  await expect(milestone('2017-12-31')).toContainText('4.08');

  await accepted.click();
  const measure = say('cases.measures.ACCEPTED');
  await expect(leader.getByText(say('cases.list.behindCount', { measure, asOf: DAY, sum: 211 }))).toBeVisible();
});
