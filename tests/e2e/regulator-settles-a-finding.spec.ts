import { expect, makeCase, problems, test } from './support/portal';
import { SIZES } from './support/sizes';
import { say } from './support/words';

for (const { size, viewport } of SIZES)
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test('the regulator opens a finding, the manager puts it right, and the regulator signs it off', async ({ as }) => {
      test.setTimeout(150_000);
      const { id, reference } = await makeCase('FOLLOW_UP');
      const regulator = await as('regulator');
      const words = `资金用途与合同不符（${size}）`;

      await test.step('a finding without its day is refused, and what was written stays', async () => {
        await regulator.goto(`/cases?q=${reference}`);
        await expect(regulator.getByRole('main').getByText(reference).first()).toBeVisible();
        await regulator.goto(`/cases/${id}/follow-up/findings/new`);
        await regulator.getByLabel(new RegExp(`^${say('follow-up.find.description')}`)).fill(words);
        await regulator.getByRole('button', { name: say('follow-up.find.submit') }).click();
        await expect(problems(regulator).first()).toBeVisible();
        await expect(regulator.getByLabel(new RegExp(`^${say('follow-up.find.description')}`))).toHaveValue(words);
      });
      await regulator.getByLabel(new RegExp(`^${say('follow-up.find.dueOn')}`)).fill('2027-03-01');
      await regulator.getByRole('button', { name: say('follow-up.find.submit') }).click();
      await regulator.waitForURL(/\/follow-up/);

      const manager = await as('manager');
      await manager.goto(`/cases/${id}/follow-up`);
      await manager.getByRole('link', { name: words }).first().click();
      await manager.getByLabel(new RegExp(`^${say('follow-up.rectify.text')}`)).fill('已追回并补齐凭证。');
      await manager.getByRole('button', { name: say('follow-up.rectify.submit') }).click();
      await expect(
        manager.getByText(say('follow-up.findingStatus.RECTIFIED'), { exact: true }).filter({ visible: true }).first(),
      ).toBeVisible();

      await regulator.goto(`/cases/${id}/follow-up`);
      await regulator.getByRole('link', { name: words }).first().click();
      await regulator.getByRole('radio', { name: say('follow-up.signOff.ACCEPTED') }).check();
      await regulator.getByRole('button', { name: say('follow-up.signOff.submit') }).click();
      await expect(
        regulator
          .getByText(say('follow-up.findingStatus.SIGNED_OFF'), { exact: true })
          .filter({ visible: true })
          .first(),
      ).toBeVisible();
    });
  });
