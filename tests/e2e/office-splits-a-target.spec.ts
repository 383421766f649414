import { expect, test } from './support/portal';
import { say } from './support/words';

test('the office sets a target, splits it by weight, freezes it with its shares, and revises it', async ({ as }) => {
  const office = await as('office');
  await office.goto('/targets/new');
  const name = `示例受理目标${Date.now()}`;
  await office.getByLabel(say('targets.programme')).selectOption({ index: 1 });
  await office.getByLabel(say('targets.region')).fill('河南省/开封市');
  await office.getByLabel(say('targets.measure')).selectOption('ACCEPTED');
  await office.getByLabel(say('targets.name')).fill(name);
  // a start that no other run of this journey has
  await office.getByLabel(say('targets.startOn')).fill(`20${30 + (Date.now() % 60)}-01-01`);
  const year = (await office.getByLabel(say('targets.startOn')).inputValue()).slice(0, 4);
  const value = (number: number) => office.getByLabel(say('targets.value', { number }));
  const dueOn = (number: number) => office.getByLabel(say('targets.dueOn', { number }));
  await dueOn(1).fill(`${year}-12-31`);
  await value(1).fill('300');
  await dueOn(2).fill(`${year}-06-30`);
  await value(2).fill('301');
  await office.getByRole('button', { name: say('targets.saveDraft') }).click();
  // the sentence says which milestone is wrong, and what was typed is still there
  await expect(office.getByRole('main')).toContainText(`${year}-12-31`);
  await expect(value(1)).toHaveValue('300');
  await value(1).fill('1000');
  await office.getByRole('button', { name: say('targets.saveDraft') }).click();
  await expect(office.getByText(say('targets.done.set'))).toBeVisible();

  await office.getByRole('link', { name: say('targets.split'), exact: true }).click();
  await office.getByLabel(say('targets.methods.WEIGHT')).check();
  const kind = say('targets.weight');
  await office.getByLabel(say('targets.weightOf', { place: '兰考县', kind })).fill('2');
  await office.getByLabel(say('targets.weightOf', { place: '杞县', kind })).fill('1');
  const sum = office.getByRole('row').filter({ has: office.getByRole('rowheader', { name: say('targets.total') }) });
  await expect(sum).toContainText('301');
  await expect(sum).toContainText('1,000');
  await office.getByRole('button', { name: say('targets.splitSubmit') }).click();
  await expect(office.getByText(say('targets.done.split'))).toBeVisible();
  const share = office.getByRole('row').filter({ has: office.getByRole('link', { name: '兰考县' }) });
  await expect(share).toContainText('201');

  const freeze = office.getByRole('form', { name: say('targets.freeze') });
  await freeze.getByLabel(say('targets.documentNumber')).fill('示例〔2026〕21号');
  await freeze.getByRole('button', { name: say('targets.freezeSubmit') }).click();
  await expect(office.getByText(say('targets.done.frozen'), { exact: true })).toBeVisible();
  const below = office.getByRole('form', { name: say('targets.freezeBelow') });
  await below.getByLabel(say('targets.documentNumber')).fill('示例〔2026〕21号');
  await below.getByRole('button', { name: say('targets.freezeSubmit') }).click();
  await expect(office.getByText(say('targets.done.sharesFrozen'))).toBeVisible();

  const revise = office.getByRole('form', { name: say('targets.revise') });
  await revise.getByLabel(say('targets.value', { number: 2 })).fill('1200');
  await revise.getByLabel(say('targets.reason')).fill('上级加码');
  await revise.getByLabel(say('targets.documentNumber')).fill('示例〔2026〕30号');
  await revise.getByRole('button', { name: say('targets.reviseSubmit') }).click();
  await expect(office.getByText(say('targets.unsplitNote'))).toBeVisible();
  await expect(office.getByRole('row').filter({ hasText: '上级加码' })).toContainText('1,200');
});
