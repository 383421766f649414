import { expect, makeCase, test } from './support/portal';
import { SIZES } from './support/sizes';
import { passLegalCheck } from './support/steps';
import { say } from './support/words';

for (const { size, viewport } of SIZES)
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test('the legal reviewer finds the contract that waits, checks it, and it waits no more', async ({ as }) => {
      const { id, title } = await makeCase('LEGAL_CHECK');
      const legal = await as('legal');
      const waiting = legal.getByRole('main').getByRole('link', { name: title, exact: true });
      await legal.goto('/worklist');
      await waiting.first().click();
      await expect(legal.getByRole('heading', { level: 1, name: title })).toBeVisible();

      await test.step('a refusal without its reason is not taken, and nothing typed is lost', async () => {
        await legal.goto(`/cases/${id}/contract`);
        await legal.getByRole('radio', { name: new RegExp(`^${say('contracts.legalOutcomes.REFUSED')}`) }).check();
        await legal.getByRole('button', { name: say('contracts.legalSubmit') }).click();
        await expect(legal.locator('main [role=alert]')).toBeFocused();
        await expect(
          legal.getByRole('radio', { name: new RegExp(`^${say('contracts.legalOutcomes.REFUSED')}`) }),
        ).toBeChecked();
      });

      await passLegalCheck(legal, id);
      await legal.goto('/worklist');
      await expect(waiting).toHaveCount(0);
    });
  });
