import type { Page } from '@playwright/test';
import { expect } from './portal';
import { say } from './words';

/** Chooses who begins with a name: roles and organisation stand behind it. */
export async function choose(page: Page, label: string, name: string): Promise<void> {
  const choice = page.getByRole('combobox', { name: new RegExp(`^${label}`) });
  await expect(choice).toBeVisible();
  const options = await choice.locator('option').allTextContents();
  const found = options.find((option) => option.startsWith(name));
  if (!found) throw new Error(`${name} is not offered under ${label}`);
  await choice.selectOption({ label: found });
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
  await choose(leader, say('instructions.addressee'), name);
  await leader.getByLabel(new RegExp(`^${say('instructions.text')}`)).fill(text);
  await leader.getByRole('button', { name: say('instructions.issue') }).click();
  await expect(leader.getByText(say('instructions.done.issued'))).toBeVisible();
}
