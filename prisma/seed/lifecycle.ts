import type { Actor } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import { requirementsFor } from '@/domain/completeness';
import { can, type Role } from '@/domain/permissions';
import { stageOf } from '@/domain/programme';
import { itemsFor } from '@/domain/scoring';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { caseFacts } from '@/features/cases/facts';
import type { PlainVerb } from '@/features/cases/plain-verbs';
import { takeTransition } from '@/features/cases/transitions';
import { type ConsultationInput, registerConsultation } from '@/features/consultations/mutations';
import { checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { checkDocument, storeDocument } from '@/features/documents/mutations';
import {
  assignManagers,
  confirmReport,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { addPurchaseLine } from '@/features/purchases/mutations';
import { type Context, contextOf, type Result } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { samplePdf, samplePhoto } from './sample-files';

/** The people who carry one case, by user name. */
export type Crew = {
  registrar: string;
  village: string;
  township: string;
  county: string;
  lead: string;
  managerA: string;
  managerB: string;
  legal: string;
  approvers: readonly string[];
  clerk: string;
  checker: string;
};

export const BANK_CREW: Crew = {
  registrar: 'station',
  village: 'station',
  township: 'township',
  county: 'county',
  lead: 'lead',
  managerA: 'manager',
  managerB: 'manager2',
  legal: 'legal',
  approvers: ['approver', 'approver2', 'hq'],
  clerk: 'clerk',
  checker: 'checker',
};
export const INSURER_CREW: Crew = {
  registrar: 'ins-manager',
  village: 'station',
  township: 'township',
  county: 'county',
  lead: 'ins-lead',
  managerA: 'ins-manager',
  managerB: 'ins-manager2',
  legal: 'ins-legal',
  approvers: ['ins-approver', 'ins-hq'],
  clerk: 'ins-clerk',
  checker: 'ins-checker',
};
export const BEITA_CREW: Crew = {
  registrar: 'station-b',
  village: 'station-b',
  township: 'township-b',
  county: 'county-b',
  lead: 'lead-b',
  managerA: 'manager-b',
  managerB: 'manager2-b',
  legal: 'legal-b',
  approvers: ['approver-b'],
  clerk: 'clerk-b',
  checker: 'checker-b',
};

const known = new Map<string, Actor>();

/** The demo person of this name; a seed asks for the same few thousands of times. */
export async function seedActor(username: string): Promise<Actor> {
  const actor = known.get(username) ?? (await actorNamed(db(), username));
  known.set(username, actor);
  return actor;
}

function fail(message: string): never {
  throw new Error(message);
}

function must<T>(result: Result<T>, what: string): T {
  if (!result.ok)
    throw new Error(`${what} was refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}

/** One case on its way: each step calls the same mutation that the browser calls, on the journey's present day. */
export class Journey {
  id = '';
  reference = '';
  private minutes = 0;

  constructor(
    readonly crew: Crew,
    private day: Day,
    readonly seed = 1,
  ) {}

  /** Goes on to a later day. */
  on(day: Day): this {
    if (day !== this.day) this.minutes = 0;
    this.day = day;
    return this;
  }

  /** Goes on by some days. */
  later(days: number): this {
    return this.on(addDays(this.day, days));
  }

  get today(): Day {
    return this.day;
  }

  async as(username: string): Promise<Context> {
    // each command a minute after the one before, from nine o'clock
    this.minutes += 1;
    const now = new Date(Date.parse(`${this.day}T09:00:00+08:00`) + this.minutes * 60_000);
    return contextOf(await seedActor(username), now);
  }

  private async facts() {
    const facts = await caseFacts(db(), this.id);
    if (!facts) throw new Error(`case ${this.id} is gone`);
    return facts;
  }

  async consult(input: Omit<ConsultationInput, 'consultedOn'>): Promise<this> {
    const created = must(
      await registerConsultation(await this.as(this.crew.registrar), { ...input, consultedOn: this.day }),
      'consult',
    );
    this.id = created.id;
    this.reference = created.reference;
    return this;
  }

  /** Files every required document of a stage that is not there yet. */
  async file(stage: Stage, by = this.crew.registrar): Promise<this> {
    const facts = await this.facts();
    for (const requirement of requirementsFor(facts, stage).filter(
      (row) => row.required && row.stage === stage && row.media === 'ANY',
    )) {
      const have = facts.documents.filter(
        (file) => file.requirementCode === requirement.code && file.status !== 'REJECTED',
      ).length;
      for (let count = have; count < requirement.minimum; count++)
        must(
          await storeDocument(await this.as(by), {
            caseId: this.id,
            requirementCode: requirement.code,
            fileName: `${requirement.code.toLowerCase()}.pdf`,
            bytes: samplePdf(requirement.name.en),
          }),
          `file ${requirement.code}`,
        );
    }
    return this;
  }

  /** Checks everything that is uploaded and owes a check. */
  async check(by: string): Promise<this> {
    const facts = await this.facts();
    const checked = facts.definition.catalogue.filter((row) => row.checked).map((row) => row.code);
    const waiting = await db().document.findMany({
      where: { caseId: this.id, status: 'UPLOADED', requirementCode: { in: checked } },
      select: { id: true },
    });
    for (const { id } of waiting)
      must(await checkDocument(await this.as(by), { documentId: id, outcome: 'CHECKED' }), 'check');
    return this;
  }

  async take(verb: PlainVerb, by: string, more: { reason?: string; to?: Stage; items?: string[] } = {}): Promise<this> {
    const { version } = await this.facts();
    must(await takeTransition(await this.as(by), { caseId: this.id, version, verb, ...more }), verb);
    return this;
  }

  /** Who of the crew takes a review step. */
  private reviewer(role: Role): string {
    const { village, township, county, lead } = this.crew;
    const people: Partial<Record<Role, string>> = {
      STATION_WORKER: village,
      TOWNSHIP_OFFICER: township,
      COUNTY_OFFICIAL: county,
      CREDIT_LEAD: lead,
    };
    return people[role] ?? fail(`nobody of the crew reviews as ${role}`);
  }

  /** Consultation → what follows acceptance: form filed, submitted, checked and accepted in the steps of the definition. */
  async accept(): Promise<this> {
    await this.file('CONSULTATION');
    await this.take('submit', this.crew.registrar);
    await this.file('ACCEPTANCE');
    const { definition } = await this.facts();
    for (const { role } of stageOf(definition, 'ACCEPTANCE').reviewSteps) {
      if (can({ roles: [role] }, 'document.check')) await this.check(this.reviewer(role));
      await this.take('accept', this.reviewer(role));
    }
    return this;
  }

  async assign(): Promise<this> {
    const [managerA, managerB] = [await seedActor(this.crew.managerA), await seedActor(this.crew.managerB)];
    must(
      await assignManagers(await this.as(this.crew.lead), {
        caseId: this.id,
        version: null,
        managerAId: managerA.userId,
        managerBId: managerB.userId,
      }),
      'assign',
    );
    return this;
  }

  async visit(): Promise<this> {
    const [managerA, managerB] = [await seedActor(this.crew.managerA), await seedActor(this.crew.managerB)];
    const { siteVisitId } = must(
      await recordSiteVisit(await this.as(this.crew.managerA), {
        caseId: this.id,
        visitedOn: this.day,
        place: '项目现场',
        observations: '经营场地、设备和存货与申请材料一致。',
        visitorIds: [managerA.userId, managerB.userId],
      }),
      'visit',
    );
    must(
      await storeDocument(await this.as(this.crew.managerA), {
        caseId: this.id,
        requirementCode: 'SITE_PHOTO',
        fileName: 'site.png',
        bytes: samplePhoto(this.seed),
        siteVisitId,
      }),
      'photo',
    );
    return this;
  }

  /** The report with the best answers, confirmed by the second manager. */
  async report(amountFen: bigint, { termMonths = 12, rateBps = 475 } = {}): Promise<this> {
    const facts = await this.facts();
    const answers = Object.fromEntries(
      itemsFor(facts.definition, facts.applicantKind).map((item) => [item.code, item.options[0]?.code ?? '']),
    );
    must(
      await saveReport(await this.as(this.crew.managerA), {
        caseId: this.id,
        answers,
        recommendedAmountFen: amountFen,
        termMonths,
        rateBps,
        repaymentMethod: 'BULLET',
        summary: '经营稳定，还款来源可靠，建议给予融资支持。',
        conditions: [],
      }),
      'report',
    );
    must(await confirmReport(await this.as(this.crew.managerB), { caseId: this.id }), 'confirm');
    return this;
  }

  /** Due diligence → decision. */
  async recommend(amountFen: bigint, terms: { termMonths?: number; rateBps?: number } = {}): Promise<this> {
    await this.file('DUE_DILIGENCE', this.crew.managerA);
    await this.check(this.crew.managerB);
    await this.visit();
    await this.report(amountFen, terms);
    must(await recommendCase(await this.as(this.crew.managerA), { caseId: this.id, version: null }), 'recommend');
    return this;
  }

  /**
   * Decision → what follows it: whoever of the crew decides at the level where the case stands, `times` of them. Without
   * an amount everything is approved as it was recommended.
   */
  async approve(amountFen?: bigint, { times = 1 } = {}): Promise<this> {
    const { decisionOrganisationId } = await this.facts();
    const able: string[] = [];
    for (const name of this.crew.approvers)
      if ((await seedActor(name)).organisation.id === decisionOrganisationId) able.push(name);
    for (const approver of able.slice(0, times))
      must(
        await decideCase(await this.as(approver), {
          caseId: this.id,
          version: null,
          outcome: 'APPROVED',
          opinion: '同意。',
          ...(amountFen === undefined ? {} : { amountFen, termMonths: 12, rateBps: 475 }),
        }),
        'approve',
      );
    return this;
  }

  async draft(
    amountFen: bigint,
    tranches: readonly bigint[] = [amountFen],
    { rateBps = 475, termMonths = 12 } = {},
  ): Promise<this> {
    const { applicantKind, definition } = await this.facts();
    const offered = definition.securityKinds;
    const wanted = applicantKind === 'HOUSEHOLD' ? 'NONE' : 'POLICY';
    const securityKind = offered.includes(wanted) ? wanted : (offered[0] ?? 'NONE');
    must(
      await draftContract(await this.as(this.crew.managerA), {
        caseId: this.id,
        version: null,
        amountFen,
        termMonths,
        rateBps,
        repaymentMethod: 'BULLET',
        securityKind,
        securityReference: securityKind === 'NONE' ? null : `示例保单第${this.seed}号`,
        linkedHouseholds: LINKED[applicantKind],
        tranches: tranches.map((part, index) => ({ plannedOn: addDays(this.day, 3 + index * 60), amountFen: part })),
      }),
      'draft',
    );
    return this;
  }

  async legalCheck(): Promise<this> {
    must(
      await checkContract(await this.as(this.crew.legal), {
        caseId: this.id,
        version: null,
        outcome: 'PASSED',
        opinion: '条款完备，可以签署。',
      }),
      'legal check',
    );
    return this;
  }

  /** Contract → disbursement. */
  async contract(
    amountFen: bigint,
    tranches?: readonly bigint[],
    terms?: { rateBps: number; termMonths?: number },
  ): Promise<this> {
    await this.draft(amountFen, tranches, terms);
    await this.legalCheck();
    await this.file('CONTRACT', this.crew.managerA);
    await this.check(this.crew.legal);
    return this.sign();
  }

  async sign(): Promise<this> {
    must(
      await signContract(await this.as(this.crew.managerA), { caseId: this.id, version: null, signedOn: this.day }),
      'sign',
    );
    return this;
  }

  /** 采购清单: one line that comes to what was approved, where the programme orders products. */
  private async listOrder(): Promise<void> {
    const { definition, orderedFen, approvedAmountFen } = await this.facts();
    if (!definition.purchase || orderedFen > 0n || approvedAmountFen === null) return;
    const line = {
      product: '示例农产品',
      unit: '批',
      orderedBy: '示例机关工会',
      quantity: 1,
      unitPriceFen: approvedAmountFen,
    };
    must(await addPurchaseLine(await this.as(this.crew.lead), { caseId: this.id, ...line }), 'order');
  }

  async request(): Promise<string> {
    await this.listOrder();
    await this.file('DISBURSEMENT', this.crew.clerk);
    const tranche = await db().tranche.findFirstOrThrow({
      where: { caseId: this.id, status: { in: ['PLANNED', 'RETURNED'] } },
      orderBy: { sequence: 'asc' },
    });
    const key = `${this.reference}-${tranche.sequence}-request`;
    return must(
      await requestPayment(await this.as(this.crew.clerk), {
        caseId: this.id,
        trancheId: tranche.id,
        idempotencyKey: key,
      }),
      'request',
    ).paymentId;
  }

  /** Requests and releases the next instalment. */
  async pay(): Promise<this> {
    await this.request();
    return this.release();
  }

  /** Releases what is requested. */
  async release(): Promise<this> {
    const { id: paymentId } = await db().payment.findFirstOrThrow({
      where: { caseId: this.id, status: 'REQUESTED' },
      select: { id: true },
    });
    must(
      await releasePayment(await this.as(this.crew.checker), { paymentId, idempotencyKey: `${paymentId}-release` }),
      'release',
    );
    return this;
  }

  async repay(amountFen: bigint): Promise<this> {
    must(
      await recordRepayment(await this.as(this.crew.clerk), {
        caseId: this.id,
        paidOn: this.day,
        amountFen,
        idempotencyKey: `${this.reference}-${this.day}-repay`,
      }),
      'repay',
    );
    return this;
  }

  /** Everything still owed, principal and interest. */
  async repayAll(): Promise<this> {
    const lines = await db().repaymentPlanLine.findMany({ where: { caseId: this.id } });
    return this.repay(
      lines.reduce(
        (sum, line) => sum + line.principalFen + line.interestFen - line.paidPrincipalFen - line.paidInterestFen,
        0n,
      ),
    );
  }
}

const LINKED: Record<ApplicantKind, number | null> = {
  HOUSEHOLD: null,
  FAMILY_FARM: null,
  COOPERATIVE: 46,
  ENTERPRISE: 120,
  VILLAGE_COLLECTIVE: null,
};
