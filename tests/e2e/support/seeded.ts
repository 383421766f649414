import type { Page } from '@playwright/test';
import { expect } from './portal';

/** The id of a case that this person finds in the list by its title. */
export async function findCase(page: Page, title: string): Promise<string> {
  await page.goto(`/cases?q=${encodeURIComponent(title)}`);
  const link = page.getByRole('link', { name: title, exact: true }).first();
  await expect(link).toBeVisible();
  const id = (await link.getAttribute('href'))?.match(/[0-9a-f-]{36}/)?.[0];
  if (!id) throw new Error(`${title} leads nowhere`);
  return id;
}
