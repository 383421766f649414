import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { inAnHour } from './support/days';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import * as steps from './support/steps';
import { say } from './support/words';

const TITLE = '冷链仓储专场审批';
const NAMES = { hq: '示例总行审批人', hq2: '示例总行审批人乙', hq3: '示例总行审批人丙' };
const words = (key: string, params?: Record<string, string | number>) => say(`sessions.${key}`, params);

/** Runs the part that is not for the browser: it makes the cases, and casts the votes nobody needs to see clicked. */
async function make(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=react-server',
    '--import',
    'tsx',
    path.resolve(import.meta.dirname, 'support/make-session.ts'),
    ...args,
  ]);
  return stdout.trim().split('\n').at(-1) ?? '';
}

async function voteFor(page: Page, opinion = ''): Promise<void> {
  const form = page.getByRole('form', { name: words('yourVote') });
  await form.getByRole('radio', { name: new RegExp(`^${words('votes.FOR')}`) }).check();
  if (opinion) await form.getByLabel(new RegExp(`^${words('opinion')}`)).fill(opinion);
  const before = page.url();
  await form.getByRole('button', { name: words('castVote') }).click();
  await page.waitForURL((url) => url.href !== before && url.searchParams.get('done') === 'voted');
}

test('head office decides eight cases above the limit of the branch in one sitting', async ({ as }) => {
  test.setTimeout(240_000);
  const titles = JSON.parse(await make('cases', '8')) as string[];
  const [chair, second, third] = [await as('hq'), await as('hq2'), await as('hq3')];
  let address = '';

  await test.step('the chair calls the session and puts the cases on its agenda', async () => {
    await chair.goto('/sessions');
    await chair.getByRole('link', { name: words('new') }).click();
    await chair.getByLabel(words('programme')).selectOption({ index: 1 });
    await chair.getByLabel(words('sessionTitle')).fill(TITLE);
    const [day, time] = inAnHour();
    await chair.getByLabel(words('plannedOn')).fill(day);
    await chair.getByLabel(words('plannedTime')).fill(time);
    await chair.getByLabel(words('place')).fill('总行第一会议室');
    for (const name of Object.values(NAMES)) await chair.getByRole('checkbox', { name, exact: true }).check();
    await chair.getByLabel(new RegExp(`^${words('chair')}`)).selectOption({ label: NAMES.hq });
    await chair.getByRole('button', { name: words('saveNew') }).click();
    await expect(chair.getByText(words('done.planned'))).toBeVisible();
    address = new URL(chair.url()).pathname;
    for (const title of titles) await chair.getByRole('checkbox', { name: new RegExp(`^${title}`) }).check();
    await chair.getByRole('button', { name: words('addCases') }).click();
    await expect(chair.getByText(words('total', { count: 8 }))).toBeVisible();
  });

  await test.step('a member finds the call among the notices; a single approval is shut', async () => {
    await second.goto('/notices');
    const told = second.getByRole('listitem').filter({ hasText: say('notices.kinds.SESSION_CALLED') });
    await told.first().getByRole('link').click();
    await expect(second.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await chair.goto(`/cases/${await findCase(chair, titles[0] ?? '')}`);
    await expect(chair.getByRole('link', { name: words('toSession') })).toBeVisible();
    await expect(chair.getByRole('radio', { name: new RegExp(`^${say('decisions.choice.APPROVED')}`) })).toHaveCount(0);
  });

  await test.step('three cases are voted one by one, and the chair settles each', async () => {
    await chair.goto(address);
    for (const name of [NAMES.hq2, NAMES.hq3]) await chair.getByRole('checkbox', { name, exact: true }).check();
    await chair.getByRole('button', { name: words('openSubmit') }).click();
    await expect(chair.getByText(words('done.opened'))).toBeVisible();
    for (const page of [second, third]) await page.goto(address);
    for (let index = 0; index < 3; index += 1)
      for (const page of [second, third]) await voteFor(page, index === 0 ? '还款来源可靠' : '');
    for (let index = 0; index < 3; index += 1) {
      await voteFor(chair);
      await chair.getByRole('button', { name: words('settleApproved') }).click();
      await chair.waitForURL(/done=settled\.APPROVED/);
    }
    await expect(chair.getByText(words('progress', { settled: 3, total: 8 }))).toBeVisible();
  });

  await test.step('the rest follow, the session is closed and its minutes say who voted how', async () => {
    await make('rest', address.split('/').at(-1) ?? '');
    await chair.goto(address);
    await chair.getByRole('button', { name: words('close') }).click();
    await expect(chair.getByText(words('done.closed'))).toBeVisible();
    await chair.goto(`${address}/minutes`);
    const main = chair.getByRole('main');
    await expect(main).toContainText('还款来源可靠');
    for (const title of titles) await expect(main).toContainText(title);
    await steps.expectStage(chair, await findCase(chair, titles[0] ?? ''), 'CONTRACT');
  });
});
