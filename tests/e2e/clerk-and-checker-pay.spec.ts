import { expect, makeCase, test } from './support/portal';
import { SIZES } from './support/sizes';
import * as steps from './support/steps';
import { say } from './support/words';

for (const { size, viewport } of SIZES)
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test('the clerk asks for what may be paid, the checker releases it once, and the case goes on', async ({ as }) => {
      test.setTimeout(150_000);
      const { id, title } = await makeCase('DISBURSEMENT');
      const clerk = await as('clerk');
      const checker = await as('checker');
      const waiting = (page: typeof clerk) => page.getByRole('main').getByRole('link', { name: title, exact: true });
      await clerk.goto('/worklist');
      await expect(waiting(clerk).first()).toBeVisible();
      await checker.goto('/worklist');
      await expect(waiting(checker)).toHaveCount(0);

      await steps.upload(clerk, id, '放款申请书');
      await steps.requestPayment(clerk, id);
      await test.step('who asked cannot release, and reads why', async () => {
        await clerk.goto(`/cases/${id}/payments`);
        await expect(clerk.getByRole('button', { name: say('disbursements.release.submit') })).toHaveCount(0);
      });

      await checker.goto('/worklist');
      await expect(waiting(checker).first()).toBeVisible();
      await steps.releasePayment(checker, id);
      await checker.goto(`/payments?status=RELEASED`);
      await expect(checker.getByRole('main').getByRole('row').filter({ hasText: title })).toHaveCount(1);
      await steps.expectStage(clerk, id, 'FOLLOW_UP');
    });
  });
