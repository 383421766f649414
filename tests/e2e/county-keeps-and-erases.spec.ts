import { expectSound } from './support/axe';
import { expect, makeDue, test } from './support/portal';
import { say } from './support/words';

test('the data of an old household are asked for erasure, held for a lawsuit, and erased once both are settled', async ({
  as,
}) => {
  test.setTimeout(150_000);
  const { id, name } = await makeDue();
  const [county, head] = [await as('county'), await as('county-head')];
  const answer = `同意删除，记录${id.slice(-6)}`;
  const documentNumber = `豫0225民初${id.slice(-6)}号`;
  const button = (key: string) => ({ name: say(`retention.${key}`), exact: true });

  await test.step('the household asks, and the county grants it', async () => {
    await county.goto(`/households/${id}`);
    const record = county.getByRole('form', { name: say('retention.requests.recordTitle') });
    await record.getByText(say('retention.requests.record'), { exact: true }).first().click();
    await record.getByRole('radio', { name: say('retention.requests.matters.ERASURE') }).check();
    await record.getByLabel(say('retention.requests.text')).fill('已搬走，要求删除本户信息');
    await record.getByRole('button', button('requests.record')).click();
    await expect(county.getByText(say('retention.said.recorded'))).toBeVisible();
    const reply = county.locator('form').filter({ has: county.locator('input[name=dataRequestId]') });
    await reply.locator('summary').click();
    await reply.getByRole('radio', { name: say('retention.requests.grantedErasure') }).check();
    await reply.getByLabel(say('retention.requests.answer'), { exact: false }).last().fill(answer);
    await reply.getByRole('button', button('requests.send')).click();
    await expect(county.getByText(say('retention.said.answered'))).toBeVisible();
  });

  await test.step('a lawsuit begins: the data are held', async () => {
    const hold = county.getByRole('form', { name: say('retention.holds.setTitle') });
    await hold.locator('summary').click();
    await hold.getByLabel(say('retention.holds.document')).fill(documentNumber);
    await hold.getByLabel(say('retention.holds.reason')).fill('土地流转纠纷诉讼期间');
    await hold.getByRole('button', button('holds.set')).click();
    await expect(county.getByText(say('retention.said.held'))).toBeVisible();
    await expect(county.getByRole('cell', { name: say('retention.holds.stands') })).toBeVisible();
    await expectSound(county, `/households/${id}`);
  });

  const asked = head
    .locator('main div')
    .filter({ hasText: answer, has: head.locator('form') })
    .last();
  await test.step('the leader cannot approve while it is held, lifts it, and then does', async () => {
    await head.goto('/admin/retention');
    await expect(asked.getByText(say('retention.holds.cannot'))).toBeVisible();
    await expect(asked.getByRole('radio', { name: say('retention.asked.approve') })).toBeDisabled();
    await expectSound(head, '/admin/retention');
    const held = head.getByRole('row').filter({ hasText: documentNumber });
    await held.locator('summary').click();
    await held.getByLabel(say('retention.holds.liftReason')).fill('诉讼已经审结');
    await held.getByRole('button', button('holds.lift')).click();
    await expect(head.getByText(say('retention.said.lifted'))).toBeVisible();
    await asked.getByRole('radio', { name: say('retention.asked.approve') }).check();
    await asked.getByRole('button', button('asked.settle')).click();
    await expect(head.getByText(say('retention.said.DONE'), { exact: true })).toBeVisible();
    await expect(head.getByRole('table', { name: say('retention.settled.title') })).toContainText(
      say('retention.settled.DONE'),
    );
  });

  await test.step('the page of the household says what went and why, and which hold there was', async () => {
    await county.goto(`/households/${id}`);
    await expect(county.locator('main .say-bar').first()).toContainText('10');
    await expect(county.getByRole('heading', { level: 1 })).toContainText(name);
    await expect(county.getByRole('cell', { name: say('retention.holds.lifted') })).toBeVisible();
  });
});
