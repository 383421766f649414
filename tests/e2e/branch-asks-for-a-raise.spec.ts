import { today } from './support/days';
import { expect, makeCase, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const REASON = '示范季集中投放，需在支行办结。';
const DOCUMENT = '示例银授〔2026〕38号';
/** The case that is made below was recommended two days ago. */
const A_WEEK_AGO = new Date(Date.parse(today()) - 7 * 86_400_000).toISOString().slice(0, 10);

test('a branch asks for a raise, head office grants it, and the branch approves above its old limit', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const lead = await as('lead');
  const field = (key: string) => say(`grants.fields.${key}`);

  await test.step('the branch says up to how much, for which days and why', async () => {
    await lead.goto('/authority');
    await lead.getByRole('link', { name: say('grants.requestRaise') }).click();
    const form = lead.getByRole('form', { name: say('grants.requestRaise') });
    await form.getByLabel(field('programme')).selectOption({ index: 1 });
    await form.getByLabel(field('applicantKind')).selectOption('COOPERATIVE');
    await form.getByLabel(field('upTo')).fill('200');
    await form.getByLabel(field('validFrom')).fill(A_WEEK_AGO);
    await form.getByLabel(field('lastDay')).fill(today());
    await form.getByLabel(field('reason'), { exact: false }).fill(REASON);
    await form.getByRole('button', { name: say('grants.sendRequest') }).click();
    // no more than the branch may decide already: refused, and what was typed stays
    await expect(problems(lead)).toContainText(say('refusals.RAISE_NOT_HIGHER'));
    await form.getByLabel(field('upTo')).fill('450');
    await form.getByRole('button', { name: say('grants.sendRequest') }).click();
    await lead.waitForURL(/\/authority$/);
    await expect(lead.getByRole('table').first()).toContainText(say('grants.statuses.REQUESTED'));
  });

  const hq = await as('hq');
  await test.step('head office grants it under a document number', async () => {
    await hq.goto('/authority');
    await hq
      .getByRole('row')
      .filter({ hasText: say('grants.statuses.REQUESTED') })
      .getByRole('link')
      .first()
      .click();
    await expect(hq.getByRole('main')).toContainText(REASON);
    const form = hq.getByRole('form', { name: say('grants.settle') });
    await form.getByRole('radio', { name: say('grants.outcomes.APPROVED'), exact: true }).check();
    await form.getByRole('button', { name: say('grants.settle') }).click();
    await expect(problems(hq)).toContainText(say('errors.textMissing'));
    await form.getByLabel(field('documentNumber')).fill(DOCUMENT);
    await form.getByRole('button', { name: say('grants.settle') }).click();
    await hq.waitForURL(/\/authority$/);
    await expect(hq.getByRole('row').filter({ hasText: DOCUMENT })).toContainText(say('grants.statuses.APPROVED'));
  });

  await test.step('the branch approves what it would have sent up', async () => {
    const { id } = await makeCase('DECISION', 'LARGE');
    const approver = await as('approver');
    await steps.approve(approver, id);
    await steps.expectStage(approver, id, 'CONTRACT');
  });

  await test.step('head office takes it back', async () => {
    await hq.goto('/authority');
    await hq.getByRole('row').filter({ hasText: DOCUMENT }).getByRole('link').first().click();
    const form = hq.getByRole('form', { name: say('grants.revoke') });
    await form.getByLabel(field('revokeReason')).fill('投放结束');
    await form.getByRole('button', { name: say('grants.revoke') }).click();
    await hq.waitForURL(/\/authority$/);
    await expect(hq.getByRole('row').filter({ hasText: DOCUMENT })).toContainText(say('grants.statuses.REVOKED'));
  });
});
