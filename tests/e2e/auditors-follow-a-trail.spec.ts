import { expect, makeCase, test } from './support/portal';
import { SIZES } from './support/sizes';
import { say } from './support/words';

for (const { size, viewport } of SIZES)
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test('the auditor follows one case through the record and may change nothing', async ({ as }) => {
      const { id, reference, title } = await makeCase('DECISION');
      const auditor = await as('auditor');
      await auditor.goto(`/admin/events?reference=${reference}`);
      const rows = auditor.getByRole('main').getByRole('row');
      for (const [event, times] of [
        ['case_recommended', 1],
        ['case_accepted', 2],
      ] as const)
        await expect(rows.getByText(say(`cases.events.${event}`), { exact: true })).toHaveCount(times);
      await auditor.goto(`/cases/${id}?tab=timeline`);
      await expect(auditor.getByRole('heading', { level: 1, name: title })).toBeVisible();
      for (const verb of ['approve', 'return', 'decline', 'withdraw'])
        await expect(
          auditor.getByRole('main').getByRole('link', { name: say(`cases.verbs.${verb}`), exact: true }),
        ).toHaveCount(0);
    });

    test('the audit administrator reads the record and opens no case', async ({ as }) => {
      const { id, reference } = await makeCase('ACCEPTANCE');
      const admin = await as('auditadmin');
      await admin.goto(`/admin/events?reference=${reference}`);
      await expect(
        admin
          .getByRole('main')
          .getByRole('row')
          .filter({ hasText: say('cases.events.case_submitted') }),
      ).toHaveCount(1);
      expect((await admin.request.get(`/cases/${id}`)).status()).toBe(404);
    });
  });
