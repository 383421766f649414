import { randomInt } from 'node:crypto';
import { registerHousehold } from './support/applicants';
import { expect, problems, test } from './support/portal';
import { say } from './support/words';

test('the second of two people is told that the case has moved, and keeps what was typed', async ({ as }) => {
  test.setTimeout(120_000);
  const station = await as('station');
  const county = await as('county');
  const id = await registerHousehold(station, `示例同时办理${randomInt(1e6)}`);
  const withdraw = say('cases.confirm', { verb: say('cases.verbs.withdraw') });
  const reason = say('cases.fields.reason');

  for (const page of [station, county]) await page.goto(`/cases/${id}/transition/withdraw`);
  await county.getByLabel(reason).fill('申请人改从县里办理。');

  // The station changes the case after the official opened the form.
  await station.goto(`/cases/${id}/consultation`);
  await station.getByLabel(say('consultations.fields.purpose')).fill('购置母羊');
  await station.getByRole('button', { name: say('consultations.edit.submit'), exact: true }).click();
  await station.waitForURL(new RegExp(`/cases/${id}$`));

  await county.getByRole('button', { name: withdraw }).click();
  await expect(problems(county)).toContainText(say('refusals.CONFLICT').slice(0, 12));
  await expect(problems(county)).toBeFocused();
  await expect(county.getByLabel(reason)).toHaveValue('申请人改从县里办理。');

  await county.goto(`/cases/${id}`);
  await expect(county.getByRole('main')).toContainText(say('cases.statuses.OPEN'));
});
