import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { chooseProgramme } from './applicants';
import type { As } from './portal';
import { findCase, hrefsOn } from './seeded';
import { type Finder, type Made, planStops, type Stop } from './tour';
import { say } from './words';

const TABLE = path.resolve(import.meta.dirname, '../../fixtures/fund-tables/beita-2020-first-batch.xlsx');

/** The tour of every page, its addresses found in the browser of whoever works there. */
export function planTour(as: As): Promise<Stop[]> {
  const finder: Finder = {
    async caseOf(username, title) {
      return `/cases/${await findCase(await as(username), title)}`;
    },

    async linked(username, from, wanted) {
      const hrefs = await hrefsOn(await as(username), from);
      // ids, but for the region and the month or quarter of a report
      const pattern = wanted.replace('[place]', '\\d+').replace('[period]', '\\d{4}-Q?\\d+');
      const shape = new RegExp(`^${pattern.replace(/\[\w+\]/g, '[0-9a-f-]{36}')}$`);
      const found = hrefs.find((href) => shape.test(new URL(href, 'http://portal').pathname));
      if (!found) throw new Error(`nothing on ${from} leads ${username} to ${wanted}`);
      return found;
    },

    async registrationOf(username, kind) {
      const page = await as(username);
      await page.goto('/cases/new');
      await chooseProgramme(page);
      await page
        .getByLabel(say('consultations.start.kind'))
        .selectOption({ label: say(`cases.applicantKinds.${kind}`) });
      await page.getByRole('button', { name: say('consultations.continue') }).click();
      await page.waitForURL(/\/cases\/new\/[0-9a-f-]{36}$/);
      return new URL(page.url()).pathname;
    },

    async importedBy(username) {
      const page = await as(username);
      await page.goto('/projects/import');
      await page.getByLabel(say('projects.upload.file')).setInputFiles(TABLE);
      await page.getByRole('button', { name: say('projects.upload.send') }).click();
      await page.waitForURL(/\/projects\/import\/[0-9a-f-]{36}/);
      return new URL(page.url()).pathname;
    },

    async made({ repaying, investigating, payable }) {
      const script = path.resolve(import.meta.dirname, 'make-stops.ts');
      const options = ['--conditions=react-server', '--import', 'tsx', script];
      const cases = [repaying, investigating, payable];
      const { stdout } = await promisify(execFile)(process.execPath, [...options, ...cases]);
      const made = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Made;
      // nobody else knows the one-time password
      await as(made.newcomer.username, made.newcomer.password);
      return made;
    },
  };
  return planStops(finder);
}
