import type { Page } from '@playwright/test';
import { photo, scan } from './files';
import { expect } from './portal';
import { say } from './words';

/** The steps of a case as the people take them in the browser; each ends when the page says that it is done. */

export async function upload(page: Page, caseId: string, name: string): Promise<void> {
  await page.goto(`/cases/${caseId}?tab=documents`);
  const input = page.getByLabel(say('documents.upload', { name }), { exact: true });
  await input.setInputFiles(scan(name));
  await expect(page.getByText(say('documents.sent', { name: `${name}.pdf` }))).toBeVisible();
}

/** Gives the verdict on a file of the case as good. */
export async function checkFile(page: Page, caseId: string, name: string): Promise<void> {
  await page.goto(`/cases/${caseId}?tab=documents`);
  await page.getByRole('link', { name: `${name}.pdf`, exact: true }).click();
  await page.getByRole('radio', { name: say('documents.verdictChecked') }).check();
  await page.getByRole('button', { name: say('documents.verdictSubmit') }).click();
  // said also when the form that sent it is gone
  await expect(page.getByText(say('documents.saidChecked'), { exact: true })).toBeVisible();
  await expect(page.getByRole('definition').getByText(say('documents.status.CHECKED'), { exact: true })).toBeVisible();
}

/** A transition without a form of its own: from the panel of the case, confirmed on its page. */
export async function take(page: Page, caseId: string, verb: string): Promise<void> {
  const word = say(`cases.verbs.${verb}`);
  await page.goto(`/cases/${caseId}`);
  await page
    .getByRole('region', { name: say('cases.panel.title') })
    .getByRole('link', { name: word, exact: true })
    .click();
  await page.getByRole('button', { name: say('cases.confirm', { verb: word }) }).click();
  await expect(page.getByText(say('cases.done', { verb: word }))).toBeVisible();
}

export async function expectStage(page: Page, caseId: string, stage: string): Promise<void> {
  await page.goto(`/cases/${caseId}`);
  await expect(page.locator('main [aria-current=step]')).toContainText(say(`cases.stages.${stage}`));
}

export async function assign(page: Page, caseId: string, managers: readonly [string, string]): Promise<void> {
  await page.goto(`/cases/${caseId}`);
  await page
    .getByRole('link', { name: say('cases.verbs.assign'), exact: true })
    .first()
    .click();
  for (const [index, part] of (['MANAGER_A', 'MANAGER_B'] as const).entries())
    await page
      .getByRole('group', { name: say(`due-diligence.part.${part}`) })
      .getByRole('radio', { name: managers[index] })
      .check();
  await page.getByRole('button', { name: say('due-diligence.assignSubmit'), exact: true }).click();
  await page.waitForURL(/\/due-diligence$/);
}

export async function recordVisit(page: Page, caseId: string, day: string): Promise<void> {
  await page.goto(`/cases/${caseId}/due-diligence`);
  await page
    .getByRole('link', { name: say('due-diligence.task.visit') })
    .first()
    .click();
  await page.getByLabel(say('due-diligence.visitedOn')).fill(day);
  await page.getByLabel(new RegExp(`^${say('due-diligence.observations')}`)).fill('羊舍、存栏和饲料与申请材料一致。');
  await page.getByRole('button', { name: say('due-diligence.visitSubmit') }).click();
  const photos = say('documents.upload', { name: say('due-diligence.photosOf', { day }) });
  await page.getByLabel(photos, { exact: true }).setInputFiles(photo('site'));
  await expect(page.getByRole('img', { name: 'site.jpg' })).toBeVisible();
}

/** The report with the best answer everywhere; `rate` in percent a year. */
export async function writeReport(page: Page, caseId: string, wan: string, rate = '4.75'): Promise<void> {
  await fillReport(page, caseId, wan, rate);
  await sendReport(page);
  await page.waitForURL(/\/due-diligence$/);
}

/** The same, not handed in yet. */
export async function fillReport(page: Page, caseId: string, wan: string, rate: string): Promise<void> {
  await page.goto(`/cases/${caseId}/due-diligence/report`);
  const form = page.getByRole('form', { name: say('due-diligence.report') });
  const groups = form.getByRole('group');
  for (let index = 0; index < (await groups.count()); index++)
    await groups.nth(index).getByRole('radio').first().check();
  await form.getByLabel(say('due-diligence.amountLabel')).fill(wan);
  await form.getByLabel(say('due-diligence.field.TERM')).fill('12');
  await form.getByLabel(say('due-diligence.rateLabel')).fill(rate);
  await form.getByLabel(say('due-diligence.field.SUMMARY')).fill('经营稳定，还款来源可靠，建议给予融资支持。');
}

/** Hands in the report that is filled in. */
export function sendReport(page: Page): Promise<void> {
  return page.getByRole('button', { name: say('due-diligence.submitReport') }).click();
}

/** The second manager confirms what the first has written. */
export async function confirmReport(page: Page, caseId: string, by = '示例客户经理乙'): Promise<void> {
  await page.goto(`/cases/${caseId}/due-diligence`);
  await page.getByRole('button', { name: say('due-diligence.confirmSubmit') }).click();
  await expect(page.getByText(say('due-diligence.reportConfirmed'), { exact: true })).toBeVisible();
  await expect(page.getByText(say('due-diligence.reportConfirmer', { name: by, at: '' }))).toBeVisible();
}

export async function recommend(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}/due-diligence`);
  await page.getByRole('button', { name: say('due-diligence.recommendSubmit') }).click();
  await page.waitForURL(new RegExp(`/cases/${caseId}$`));
}

/** Fills in the decision, reads the confirm page and takes it. */
export async function approve(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`);
  await page.getByRole('radio', { name: new RegExp(`^${say('decisions.choice.APPROVED')}`) }).check();
  await page.getByLabel(new RegExp(`^${say('decisions.opinion')}`)).fill('同意。');
  await page.getByRole('button', { name: say('decisions.next.APPROVED') }).click();
  await expect(page.getByText(say('decisions.cannotUndo'))).toBeVisible();
  await page.getByRole('button', { name: say('decisions.take.APPROVED') }).click();
  await page.waitForURL(/done=APPROVED/);
}

/** One instalment on this day; `linked` households where the applicant owes a linkage agreement. */
export async function draftContract(
  page: Page,
  caseId: string,
  day: string,
  wan: string,
  linked?: string,
): Promise<void> {
  await page.goto(`/cases/${caseId}?tab=contract`);
  await page.getByRole('link', { name: say('contracts.goToWork') }).click();
  if (linked) await page.getByLabel(say('contracts.linked')).fill(linked);
  await page
    .getByRole('group', { name: say('contracts.security') })
    .getByLabel(say('contracts.securityKinds.NONE'), { exact: true })
    .check();
  await page.getByLabel(say('contracts.trancheOn', { number: 1 })).fill(day);
  await page.getByLabel(say('contracts.trancheAmount', { number: 1 })).fill(wan);
  await page.getByRole('button', { name: say('contracts.saveDraft') }).click();
  await expect(page.getByText(say('contracts.statuses.DRAFT'), { exact: true })).toBeVisible();
}

export async function passLegalCheck(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}/contract`);
  await page.getByRole('radio', { name: new RegExp(`^${say('contracts.legalOutcomes.PASSED')}`) }).check();
  await page.getByRole('button', { name: say('contracts.legalSubmit') }).click();
  await expect(page.getByText(say('contracts.checked.PASSED'), { exact: true })).toBeVisible();
  await expect(page.getByText(say('contracts.statuses.LEGAL_CHECKED'), { exact: true })).toBeVisible();
}

export async function signContract(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}/contract`);
  await page.getByRole('button', { name: say('contracts.signSubmit') }).click();
  await expect(page.getByText(say('contracts.statuses.SIGNED'), { exact: true })).toBeVisible();
}

/** The clerk asks for the first instalment. */
export async function requestPayment(page: Page, caseId: string, sequence = 1): Promise<void> {
  await page.goto(`/cases/${caseId}?tab=money`);
  await page.getByRole('link', { name: say('disbursements.requestTranche', { sequence }) }).click();
  await page.getByRole('button', { name: say('disbursements.request.submit') }).click();
  await expect(page.getByText(say('disbursements.paymentStatus.REQUESTED'), { exact: true })).toBeVisible();
}

/** The checker compares and releases, with an impatient second click. */
export async function releasePayment(page: Page, caseId: string, sequence = 1): Promise<void> {
  await page.goto(`/cases/${caseId}?tab=money`);
  await page.getByRole('link', { name: say('disbursements.openRequest', { sequence }) }).click();
  const panel = page.getByRole('region', { name: say('disbursements.release.title') });
  await panel.getByRole('checkbox').check();
  await panel.getByRole('button', { name: say('disbursements.release.submit') }).dblclick();
  await expect(page.getByText(say('disbursements.paymentStatus.RELEASED'), { exact: true })).toBeVisible();
}

/** The bank sent the money back. */
export async function returnPayment(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: say('disbursements.return.title') }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel(say('disbursements.reason')).fill(reason);
  await dialog.getByRole('button', { name: say('disbursements.return.submit') }).click();
  await expect(page.getByText(say('disbursements.paymentStatus.RETURNED'), { exact: true })).toBeVisible();
}

/** `yuan` as typed. */
export async function recordRepayment(page: Page, caseId: string, yuan: string): Promise<void> {
  await page.goto(`/cases/${caseId}/follow-up/repayment`);
  await page.getByLabel(say('follow-up.repay.amount')).fill(yuan);
  await page.getByRole('button', { name: say('follow-up.repay.submit') }).click();
  await page.waitForURL(/\/follow-up$/);
}
