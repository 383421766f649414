import { expect, type Locator, type Page } from '@playwright/test';

/** Presses a key until the page, which comes to life a moment after it is seen, has heard it: until this is visible or focused. */
export async function pressUntil(page: Page, key: string, answer: Locator, is: 'visible' | 'focused' = 'visible') {
  await expect(async () => {
    await page.keyboard.press(key);
    if (is === 'visible') await expect(answer).toBeVisible({ timeout: 1_000 });
    else await expect(answer).toBeFocused({ timeout: 1_000 });
  }).toPass();
}
