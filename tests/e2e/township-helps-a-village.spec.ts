import { expect, makeCase, test } from './support/portal';
import { SIZES } from './support/sizes';
import * as steps from './support/steps';
import { say } from './support/words';

for (const { size, viewport } of SIZES)
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test('the township finds a case of its village by name, files what is missing and submits it', async ({ as }) => {
      const { id, title } = await makeCase('CONSULTATION');
      const township = await as('township');
      await township.goto('/cases');
      await township.getByLabel(say('cases.list.search'), { exact: true }).fill(title);
      await township.keyboard.press('Enter');
      await township.getByRole('main').getByRole('link', { name: title, exact: true }).first().click();
      await expect(township.getByRole('heading', { level: 1, name: title })).toBeVisible();

      await test.step('without the application form it cannot be submitted, and the page says which is missing', async () => {
        await township.goto(`/cases/${id}/transition/submit`);
        await expect(township.getByRole('main')).toContainText('融资申请书');
      });
      await steps.upload(township, id, '融资申请书');
      await steps.take(township, id, 'submit');
      await steps.expectStage(township, id, 'ACCEPTANCE');
    });
  });
