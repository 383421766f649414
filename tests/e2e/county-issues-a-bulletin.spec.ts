import { expect, test } from './support/portal';
import { say } from './support/words';

test('the county drafts a bulletin around its figures, the leader issues it, a township answers', async ({ as }) => {
  const county = await as('county');
  await county.goto('/bulletins/new');
  await county.getByLabel(say('bulletins.programme')).selectOption({ index: 1 });
  await county.getByRole('button', { name: say('bulletins.draftSubmit') }).click();
  await expect(county.getByText(say('bulletins.done.drafted'))).toBeVisible();
  const address = new URL(county.url()).pathname;

  await county.getByRole('link', { name: say('bulletins.edit'), exact: true }).click();
  const overview = county.getByLabel(say('bulletins.overview'));
  await overview.fill('全县贷款余额5390.04万元。');
  await county.getByRole('button', { name: say('bulletins.editSubmit') }).click();
  await expect(county.getByText(say('refusals.BULLETIN_TYPED_FIGURE', { text: '5390.04万元' }))).toBeVisible();
  await expect(overview).toHaveValue('全县贷款余额5390.04万元。');
  await overview.fill(`全县贷款余额〔${say('bulletins.figures.OUTSTANDING_FEN')}〕。`);
  await county.getByRole('button', { name: say('bulletins.editSubmit') }).click();
  await expect(county.getByText(say('bulletins.done.edited'))).toBeVisible();
  await expect(county.getByRole('article')).toContainText(/全县贷款余额[\d,.]+万元。/);
  await county.getByRole('button', { name: say('bulletins.submitSubmit') }).click();
  await expect(county.getByText(say('bulletins.done.submitted'))).toBeVisible();

  const leader = await as('leader');
  await leader.goto(address);
  await leader.getByRole('button', { name: say('bulletins.issueSubmit') }).click();
  await expect(leader.getByText(say('bulletins.done.issued'))).toBeVisible();
  await expect(leader.getByRole('heading', { level: 1 })).toHaveText(/〔20\d\d〕\d+号$/);

  const township = await as('township');
  await township.goto(address);
  const measures = `逐户走访${Date.now()}`;
  await township.getByRole('textbox', { name: say('bulletins.measures') }).fill(measures);
  await township.getByLabel(say('bulletins.measuresDueOn')).fill('2099-01-31');
  await township.getByRole('button', { name: say('bulletins.replySubmit') }).click();
  await expect(township.getByText(say('bulletins.done.replied'))).toBeVisible();
  await county.goto(address);
  await expect(county.getByText(measures)).toBeVisible();
});
