import type { Page } from '@playwright/test';
import { expect } from './portal';
import { say } from './words';

/** The whole text of the choice that begins with a name: roles and organisation stand behind it. */
export async function choiceOf(page: Page, label: string, name: string): Promise<string> {
  const options = await page.getByLabel(label).locator('option').allTextContents();
  const found = options.find((option) => option.startsWith(name));
  if (!found) throw new Error(`${name} is not offered under ${label}`);
  return found;
}

/** A leader instructs somebody on a case; the address of the instruction. */
export async function instructOnCase(leader: Page, caseId: string, name: string, text: string): Promise<string> {
  await leader.goto(`/cases/${caseId}`);
  await leader.getByRole('link', { name: say('instructions.issueOnCase') }).click();
  await sendInstruction(leader, name, text);
  return new URL(leader.url()).pathname;
}

/** Fills in the form of an instruction and sends it. */
export async function sendInstruction(leader: Page, name: string, text: string): Promise<void> {
  const addressee = say('instructions.addressee');
  await expect(leader.getByLabel(addressee)).toBeVisible();
  await leader.getByLabel(addressee).selectOption({ label: await choiceOf(leader, addressee, name) });
  await leader.getByLabel(new RegExp(`^${say('instructions.text')}`)).fill(text);
  await leader.getByRole('button', { name: say('instructions.issue') }).click();
  await expect(leader.getByText(say('instructions.done.issued'))).toBeVisible();
}
