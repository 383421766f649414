import type { Page } from '@playwright/test';
import { say } from './words';

export type HouseholdFigures = { accepted: number; approved: number; financing: number; disbursed: number };

const toNumber = (text: string) => Number(text.replace(/[,\s]/g, ''));

/** What the leader reads today, or as of a day: the line of the households, and what was paid out in all; amounts in 万元. */
export async function readFigures(page: Page, asOf?: string): Promise<HouseholdFigures> {
  await page.goto(asOf === undefined ? '/reports' : `/reports?asOf=${asOf}`);
  const row = page.getByRole('row').filter({
    has: page.getByRole('rowheader', { name: say('figures.segments.kinds.HOUSEHOLD'), exact: true }),
  });
  const cells = await row.getByRole('cell').allTextContents();
  const [accepted = '', approved = '', , financing = ''] = cells;
  const label = say('figures.headlines.disbursed', { unit: say('cases.units.WAN') });
  const paid = page.locator('main dl > div').filter({ has: page.getByText(label, { exact: true }) });
  const disbursed = await paid.getByRole('link').first().textContent();
  return {
    accepted: toNumber(accepted),
    approved: toNumber(approved),
    financing: toNumber(financing),
    disbursed: toNumber(disbursed ?? ''),
  };
}
