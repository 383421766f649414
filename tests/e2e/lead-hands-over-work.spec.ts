import { choose, instructOnCase } from './support/instructions';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

const TITLE = '示例贺村合作社冷库建设';

test('a lead sees what stays and why, and hands the rest to a colleague, who finds it', async ({ as }) => {
  test.setTimeout(240_000);
  const [leader, lead, successor] = [await as('leader'), await as('lead'), await as('approver2')];
  const text = `请复核合同条款${Date.now() % 100_000}`;
  await instructOnCase(leader, await findCase(leader, TITLE), '示例法务', text);

  const decide = async (label: string, name: string) => {
    await choose(lead, label, name);
    await lead
      .getByRole('form', { name: label })
      .getByRole('button', { name: say('hand-overs.next') })
      .click();
  };
  // the two managers of a branch investigate together: neither can take the other's part
  await lead.goto('/hand-overs');
  await lead.getByRole('link', { name: say('hand-overs.new') }).click();
  await decide(say('hand-overs.from'), '示例客户经理甲');
  await lead.waitForURL(/from=/);
  await decide(say('hand-overs.to'), '示例客户经理乙');
  await lead.waitForURL(/to=/);
  await expect(lead.getByText(say('hand-overs.reasons.OTHER_MANAGER')).first()).toBeVisible();

  await lead.goto('/hand-overs/new');
  await decide(say('hand-overs.from'), '示例法务');
  await lead.waitForURL(/from=/);
  await decide(say('hand-overs.to'), '示例审批人乙');
  await lead.waitForURL(/to=/);
  await expect(lead.getByText(text)).toBeVisible();
  await lead.getByLabel(new RegExp(`^${say('hand-overs.reason')}`)).fill('法务调离。');
  await lead
    .getByRole('region', { name: say('hand-overs.confirm') })
    .getByRole('button')
    .click();
  await lead.waitForURL(/\/hand-overs\/[0-9a-f-]{36}/);
  await expect(lead.getByText(say('hand-overs.moved'), { exact: true }).first()).toBeVisible();

  await successor.goto('/instructions?view=mine');
  await expect(successor.getByRole('link', { name: text })).toBeVisible();
});
