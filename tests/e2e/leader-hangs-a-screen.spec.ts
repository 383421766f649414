import { expect, test } from './support/portal';
import { say } from './support/words';

test('a leader reads the figures since yesterday on a phone without scrolling, in both languages', async ({
  as,
  baseURL,
}) => {
  const leader = await as('leader');
  await leader.setViewportSize({ width: 360, height: 740 });
  for (const locale of ['zh-CN', 'en'] as const) {
    await leader.context().addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }]);
    await leader.goto('/reports');
    await leader.getByRole('link', { name: say('board.title', {}, locale) }).click();
    await expect(leader.getByRole('heading', { level: 1, name: say('board.title', {}, locale) })).toBeVisible();
    const heights = await leader.evaluate(() => ({
      page: document.scrollingElement?.scrollHeight ?? 0,
      window: window.innerHeight,
    }));
    expect(heights.page, locale).toBeLessThanOrEqual(heights.window);
    // five figures, each with two days to compare: every number opens a list
    await expect(leader.locator('main dl a[href^="/cases?"]')).toHaveCount(15);
  }
  await leader.context().addCookies([{ name: 'locale', value: 'zh-CN', url: baseURL ?? '' }]);
});

test('a leader hangs a screen on a wall: its key opens the screen, moves by keys and opens nothing else', async ({
  as,
  browser,
  baseURL,
}) => {
  const leader = await as('leader');
  const name = `示例大厅${Date.now() % 1_000_000}`;
  await leader.goto('/screens');
  await leader.getByLabel(new RegExp(`^${say('screens.name')}`)).fill(name);
  await leader.getByRole('button', { name: say('screens.make') }).click();
  const link = new URL((await leader.locator('code').textContent()) ?? '');

  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    locale: 'zh-CN',
    ...(baseURL ? { baseURL } : {}),
  });
  const wall = await context.newPage();
  await test.step('the wall opens its link', async () => {
    await wall.goto(`${link.pathname}${link.hash}`);
    await wall.waitForURL('/screen');
    await expect(wall.getByText(say('figures.headlines.accepted'))).toBeVisible();
    await expect(wall.locator('main a')).toHaveCount(0);
    await wall.keyboard.press('ArrowRight');
    await expect(wall.getByText(say('screens.position', { at: 2, count: 5 }))).toBeVisible();
    await wall.keyboard.press(' ');
    await expect(wall.getByRole('button', { name: say('screens.go') })).toBeVisible();
  });
  await test.step('and nothing else with it', async () => {
    for (const page of ['/reports', '/cases', '/screens', '/notices', '/admin'])
      expect((await context.request.get(page, { maxRedirects: 0 })).status(), page).toBe(307);
    expect((await context.request.get('/reports')).url()).toContain('/sign-in');
    for (const page of ['/api/exports', '/api/drafts', '/api/briefs'])
      expect((await context.request.get(page, { maxRedirects: 0 })).status(), page).not.toBe(200);
  });
  await test.step('until it is taken back', async () => {
    await leader.goto('/screens');
    await leader
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('button', { name: say('screens.revoke') })
      .click();
    await leader
      .getByRole('alertdialog')
      .getByRole('button', { name: say('screens.revoke') })
      .click();
    await expect(leader.getByRole('row', { name: new RegExp(name) })).toContainText(say('screens.phases.REVOKED'));
    await wall.reload();
    await expect(wall.getByRole('heading', { name: say('screens.dark.REVOKED') })).toBeVisible();
    await wall.goto(`/screen/enter${link.hash}`);
    await expect(wall.getByText(say('screens.enter.wrong'))).toBeVisible();
  });
  await context.close();
});
