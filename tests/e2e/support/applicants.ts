import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { PROGRAMME_A } from '../../../prisma/seed/programme-a';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '../../../src/domain/identity';
import type { ProgrammeBodyInput } from '../../../src/domain/programme';
import type { ApplicantKind } from '../../../src/domain/stage';
import { expect } from './portal';
import { say } from './words';

export type Applicant = { kind: ApplicantKind; name: string; number: string; account: string };

/** A household that nobody has registered yet: its number has an area prefix that is issued to nobody. */
export function newHousehold(name = `示例农户${randomInt(1e6)}`): Applicant {
  const birthOn = `19${randomInt(60, 95)}-0${randomInt(1, 10)}-${randomInt(10, 29)}`;
  const number = makeDemoIdentityNumber(randomInt(400), birthOn, 'FEMALE');
  return { kind: 'HOUSEHOLD', name, number, account: makeDemoBankAccount(randomInt(1e9)) };
}

export function newCooperative(name = `示例合作社${randomInt(1e6)}`): Applicant {
  const number = makeDemoCreditCode(randomInt(1e6, 1e8));
  return { kind: 'COOPERATIVE', name, number, account: makeDemoBankAccount(randomInt(1e9)) };
}

/** A definition of the demo, as far as whoever registers sees it. */
type Registered = Pick<ProgrammeBodyInput, 'name' | 'eligibility'>;

/** The programme that the journeys are about, where several are in force. */
export async function chooseProgramme(page: Page, { name }: Registered = PROGRAMME_A): Promise<void> {
  await page.getByLabel(say('consultations.start.programme')).selectOption({ label: name.zh });
}

/** The first step of registering: what kind of applicant; programme and township are there already where there is one. */
export async function chooseKind(page: Page, kind: ApplicantKind, programme?: Registered): Promise<void> {
  await chooseProgramme(page, programme);
  await page.getByLabel(say('consultations.start.kind')).selectOption({ label: say(`cases.applicantKinds.${kind}`) });
  await page.getByRole('button', { name: say('consultations.continue') }).click();
  await page.waitForURL(/\/cases\/new\/[0-9a-f-]{36}$/);
}

export type RegistrationPart = 'applicant' | 'request' | 'eligibility' | 'recommender' | 'payee' | 'branch';

/** Opens a part of the registration from its list of parts, which may be the page that is open. */
export async function openPart(page: Page, part: RegistrationPart): Promise<void> {
  const name = say(`consultations.sections.${part}`);
  await page.locator('main nav ol:visible').getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Saves the part that is open and waits for the list to call it finished. */
export async function savePart(page: Page): Promise<void> {
  await page.getByRole('button', { name: say('consultations.savePart') }).click();
  await page.waitForURL(/\/cases\/new\/[0-9a-f-]{36}(\/check)?$/);
}

/** A part from the list of parts and back to it. */
export async function fillPart(page: Page, part: RegistrationPart, fill: () => Promise<void>): Promise<void> {
  await openPart(page, part);
  await fill();
  await savePart(page);
}

/** Fills in the fields of the applicant's part, which is open. */
export async function typeApplicant(page: Page, applicant: Applicant): Promise<void> {
  if (applicant.kind === 'HOUSEHOLD') {
    await page.getByLabel(say('applicants.fields.IDENTITY_NUMBER')).fill(applicant.number);
    await page.getByLabel(say('consultations.fields.personName')).fill(applicant.name);
    await page.getByLabel(say('consultations.fields.phone')).fill('13700001111');
    await page.getByLabel(say('consultations.fields.householdKind')).selectOption({ index: 1 });
    return;
  }
  await page.getByLabel(say('consultations.fields.creditCode')).fill(applicant.number);
  await page.getByLabel(new RegExp(`^${say('consultations.fields.entityName')}`)).fill(applicant.name);
  await page
    .getByLabel(new RegExp(`^${say('consultations.fields.contactName')} ?${say('common.required')}`))
    .fill('示例联系人');
  await page.getByLabel(say('consultations.fields.contactPhone')).fill('13600001111');
  await page.getByLabel(say('consultations.fields.employsPoorHouseholds')).check();
}

export function fillApplicant(page: Page, applicant: Applicant): Promise<void> {
  return fillPart(page, 'applicant', () => typeApplicant(page, applicant));
}

/** The bank's branch of the county, which carries the case. */
export function chooseBranch(page: Page, name: string | RegExp = /示例银行/): Promise<void> {
  return fillPart(page, 'branch', async () => {
    const branch = page.getByLabel(say('consultations.fields.branch'));
    const option = branch.getByRole('option').filter({ hasText: name });
    await branch.selectOption(await option.first().getAttribute('value'));
  });
}

/** Every question answered as the programme wants it. */
export function answerQuestions(
  page: Page,
  kind: ApplicantKind,
  { eligibility }: Registered = PROGRAMME_A,
): Promise<void> {
  return fillPart(page, 'eligibility', async () => {
    for (const { question, mustBe, applicantKinds } of eligibility) {
      if (!applicantKinds.includes(kind)) continue;
      const answer = say(`consultations.eligibility.${mustBe ? 'yes' : 'no'}`);
      await page.getByRole('group', { name: question.zh }).getByLabel(answer, { exact: true }).check();
    }
  });
}

/** Fills in the fields of the request, which is open. */
export async function typeRequest(page: Page, { title, wan }: { title: string; wan: string }): Promise<void> {
  await page.getByLabel(say('consultations.fields.projectTitle')).fill(title);
  await page.getByLabel(say('consultations.fields.purpose')).fill('购置种羊和饲料');
  await page.getByLabel(say('consultations.fields.amount')).fill(wan);
  await page.getByLabel(say('consultations.fields.term')).fill('12');
}

export function fillRequest(page: Page, request: { title: string; wan: string }): Promise<void> {
  return fillPart(page, 'request', () => typeRequest(page, request));
}

export function fillPayee(page: Page, applicant: Applicant): Promise<void> {
  return fillPart(page, 'payee', async () => {
    await page.getByLabel(say('consultations.fields.payeeName')).fill(applicant.name);
    await page.getByLabel(say('consultations.fields.payeeAccount')).fill(applicant.account);
  });
}

/** Saves what nobody has to fill in, checks the answers, registers, and gives the id of the case that came of it. */
export async function submitRegistration(page: Page): Promise<string> {
  await fillPart(page, 'recommender', async () => {});
  await sendAnswers(page);
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  return page.url().slice(-36);
}

/** From the list of parts to the check of the answers, and sends them. */
export async function sendAnswers(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('link', { name: say('consultations.tasks.check') })
    .last()
    .click();
  await page.getByRole('button', { name: say('consultations.submit'), exact: true }).click();
}

/** Registers a consultation for a household from the first page to the case. */
export async function registerHousehold(
  page: Page,
  title: string,
  applicant = newHousehold(),
  wan = '5',
): Promise<string> {
  await page.goto('/cases/new');
  await chooseKind(page, applicant.kind);
  await chooseBranch(page);
  await fillApplicant(page, applicant);
  await fillRequest(page, { title, wan });
  await answerQuestions(page, applicant.kind);
  await fillPayee(page, applicant);
  return submitRegistration(page);
}

/** An application under this programme, from the first page to the case; its id. */
export async function fillProgrammeApplication(
  page: Page,
  programme: ProgrammeBodyInput,
  applicant: Applicant,
  request: { title: string; wan: string },
): Promise<string> {
  await page.goto('/cases/new');
  await page.getByLabel(say('consultations.start.programme')).selectOption({ label: programme.name.zh });
  await page
    .getByLabel(say('consultations.start.kind'))
    .selectOption({ label: say(`cases.applicantKinds.${applicant.kind}`) });
  await page.getByRole('button', { name: say('consultations.continue') }).click();
  await page.waitForURL(/\/cases\/new\/[0-9a-f-]{36}$/);
  await chooseBranch(page);
  await fillApplicant(page, applicant);
  await fillRequest(page, request);
  await answerQuestions(page, applicant.kind, programme);
  await fillPayee(page, applicant);
  return submitRegistration(page);
}
