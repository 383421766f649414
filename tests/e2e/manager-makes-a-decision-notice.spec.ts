import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

test('an account manager makes the decision notice of an approved case and takes it along', async ({ as }) => {
  const manager = await as('manager');
  const id = await findCase(manager, '示例杜庄家庭农场设施农业');
  const notice = say('programmes.values.generatedKinds.DECISION_NOTICE');

  await manager.goto(`/cases/${id}?tab=documents`);
  const made = manager.getByRole('row', { name: new RegExp(`^${notice}`) });
  const before = await made.count();
  await manager.getByRole('button', { name: new RegExp(`${notice}$`) }).click();
  await expect(
    manager.getByText(new RegExp(`${say('generated-documents.made')}|${say('generated-documents.unchanged')}`)),
  ).toBeVisible();
  // pressed a second time in the same database it is the same document
  await expect(made).toHaveCount(Math.max(before, 1));

  const [file] = await Promise.all([
    manager.waitForEvent('download'),
    made
      .first()
      .getByRole('link', { name: say('generated-documents.download') })
      .click(),
  ]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`${notice}\\.docx$`));
});
