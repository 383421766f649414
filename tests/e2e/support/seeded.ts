import type { Page } from '@playwright/test';

/**
 * Where the first link of this kind on a page leads, optionally the one with exactly this text. The page is read as this
 * person would get it, not shown: nothing on it is looked at yet.
 */
export async function linked(page: Page, address: string, selector: string, text?: string): Promise<string> {
  const html = await (await page.request.get(address)).text();
  const href = await page.evaluate(
    ([source, wanted, words]) => {
      const links = [...new DOMParser().parseFromString(source, 'text/html').querySelectorAll(wanted)];
      return links.find((link) => words === null || link.textContent?.trim() === words)?.getAttribute('href') ?? null;
    },
    [html, selector, text ?? null] as const,
  );
  if (href === null) throw new Error(`${address} has no ${selector} ${text ?? ''}`);
  return href;
}

/** The id of a case that this person finds in the list by its title. */
export async function findCase(page: Page, title: string): Promise<string> {
  const address = `/cases?q=${encodeURIComponent(title)}`;
  const id = (await linked(page, address, 'main a[href*="/cases/"]', title)).match(/[0-9a-f-]{36}/)?.[0];
  if (!id) throw new Error(`${title} leads nowhere`);
  return id;
}

/** Where all links in the main part of a page lead, in order; the page is read, not shown. */
export async function hrefsOn(page: Page, address: string): Promise<string[]> {
  const html = await (await page.request.get(address)).text();
  return page.evaluate(
    (source) =>
      [...new DOMParser().parseFromString(source, 'text/html').querySelectorAll('main a[href^="/"]')].map(
        (link) => link.getAttribute('href') ?? '',
      ),
    html,
  );
}
