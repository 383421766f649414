import { choose } from './support/instructions';
import { expect, test } from './support/portal';
import { say } from './support/words';

test('the office takes the brief along, records the meeting, and its decision is answered by the county', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const [office, county] = [await as('office'), await as('county')];
  const title = `推进会${Date.now() % 100_000}`;

  await office.goto('/reports');
  await office.getByRole('link', { name: say('meetings.brief.title') }).click();
  await expect(office.getByText(say('meetings.brief.accepted'), { exact: true })).toBeVisible();
  const [file] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('link', { name: say('meetings.brief.word') }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.docx$/);

  await office.goto('/meetings');
  await office.getByRole('link', { name: say('meetings.new') }).click();
  await office.getByLabel(new RegExp(`^${say('meetings.meetingTitle')}`)).fill(title);
  await office.getByLabel(say('meetings.place')).fill('省政府三楼会议室');
  await office.getByLabel(new RegExp(`^${say('meetings.attendees')}`)).fill('领导小组成员单位');
  await office.getByLabel(new RegExp(`^${say('meetings.minutes')}`)).fill('研究年底前的推进事项。');
  await office.getByRole('button', { name: say('meetings.submit') }).click();
  await expect(office.getByText(say('meetings.done.recorded'))).toBeVisible();

  const decision = `${title}：逐件清理`;
  await office.getByRole('textbox', { name: say('meetings.decision') }).fill(decision);
  await choose(office, say('meetings.responsible'), '示例县级经办');
  await office.getByRole('button', { name: say('meetings.addDecisionSubmit') }).click();
  await expect(office.getByText(say('meetings.done.decided'))).toBeVisible();
  const address = new URL(office.url()).pathname;

  await county.goto('/instructions?view=mine');
  await county.getByRole('link', { name: decision }).click();
  await county.getByLabel(new RegExp(`^${say('instructions.answerText')}`)).fill('已逐件清理。');
  await county.getByRole('button', { name: say('instructions.answerSubmit') }).click();
  await expect(county.getByText(say('instructions.done.REPLY'))).toBeVisible();

  await office.goto(address);
  await expect(office.getByText(say('instructions.statuses.ANSWERED'), { exact: true })).toBeVisible();
  await office.getByRole('link', { name: say('meetings.printMinutes') }).click();
  await expect(office.getByRole('heading', { name: title })).toBeVisible();
  await expect(office.getByText(decision)).toBeVisible();
});
