import { randomInt } from 'node:crypto';
import type { Day } from '@/domain/calendar';
import type { CompletionGrade } from '@/domain/case-facts';
import type { CompletionCheckKind } from '@/domain/completion';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { findOrCreatePerson } from '@/features/applicants/mutations';
import { findPlace } from '@/features/applicants/places';
import { recordCheck } from '@/features/completion/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { agreeLinkage } from '@/features/linkages/mutations';
import { publishNotice } from '@/features/public-notices/mutations';
import { type Result, write } from '@/server/command';
import { db } from '@/server/db';
import { type Crew, Journey, seedActor } from './lifecycle';

/** Who carries a project of the first county; nobody lends, so nobody investigates. */
export const PROJECT_CREW: Crew = {
  registrar: 'station',
  village: 'station',
  township: 'township',
  county: 'county',
  lead: '',
  managerA: '',
  managerB: '',
  legal: '',
  approvers: ['fin-approver'],
  clerk: 'fin-clerk',
  checker: 'fin-checker',
};

function must<T>(result: Result<T>, what: string): T {
  if (!result.ok)
    throw new Error(`${what} was refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}

/** Where the first county's station is, which all projects of the seed are of. */
async function stationPlace() {
  const { organisation } = await seedActor(PROJECT_CREW.registrar);
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: organisation.regionId, validTo: null },
  });
  return { townshipId: village.parentId ?? 0, villageId: village.regionId };
}

/** A project of given money on its way: what Journey does, and what only projects need. */
export class ProjectJourney extends Journey {
  constructor(day: Day, seed = 1) {
    super(PROJECT_CREW, day, seed);
  }

  /** 申报: a cooperative asks for its cold store. */
  async apply(amountFen: bigint, title = `产地冷库建设${this.seed}`, village = ''): Promise<this> {
    const programme = await db().programme.findUniqueOrThrow({ where: { code: 'E' } });
    const bureau = await seedActor(this.crew.clerk);
    const name = village ? `示例${village}果蔬专业合作社` : `示例果蔬专业合作社${this.seed}`;
    return this.consult({
      programmeId: programme.id,
      ...(await stationPlace()),
      branchId: bureau.organisation.id,
      applicant: {
        kind: 'COOPERATIVE',
        creditCode: makeDemoCreditCode(this.seed),
        name,
        contactName: '示例联系人',
        contactPhone: '13600001111',
        employsPoorHouseholds: true,
      },
      title,
      purpose: `${title}，按实施方案组织建设`,
      eligibility: { PERFORMANCE_TARGET: true, LINKS_HOUSEHOLDS: true, VILLAGE_MEETING: true, OTHER_FUNDS: false },
      payeeName: name,
      payeeAccount: makeDemoBankAccount(this.seed),
      requestedAmountFen: amountFen,
      requestedTermMonths: 12,
    });
  }

  /** 申报 → 立项: the township's review and the county's. */
  async review(): Promise<this> {
    await this.file('CONSULTATION');
    await this.check(this.crew.county);
    await this.take('submit', this.crew.registrar);
    await this.file('ACCEPTANCE');
    await this.check(this.crew.county);
    await this.take('accept', 'township');
    return this.take('accept', this.crew.county);
  }

  /** 立项: the bureau decides what was asked for. */
  async establish(): Promise<this> {
    const [approver = ''] = this.crew.approvers;
    const decision = { caseId: this.id, version: null, outcome: 'APPROVED', opinion: '同意立项。' } as const;
    must(await decideCase(await this.as(approver), decision), 'establish');
    return this;
  }

  /** 公示 from today for so many days. */
  async announce(toOn: Day): Promise<string> {
    const notice = { caseId: this.id, places: '村务公开栏、镇政府公示栏', complaintLine: '12317' };
    const published = await publishNotice(await this.as(this.crew.county), { ...notice, fromOn: this.today, toOn });
    return must(published, 'announce').noticeId;
  }

  /** 利益联结 with these households. */
  async link(householdIds: readonly string[]): Promise<string> {
    const agreed = await agreeLinkage(await this.as('township'), {
      caseId: this.id,
      model: 'BRANCH_COLLECTIVE_OPERATOR_DIVIDEND',
      signedOn: this.today,
      propertyRights: '冷库及设备归村集体所有',
      termMonths: 36,
      benefitKind: 'DIVIDEND',
      promisedFen: 120_000n,
      householdIds,
    });
    return must(agreed, 'link').agreementId;
  }

  /** The papers that money waits for, filed and checked by the county. */
  async fileForMoney(): Promise<this> {
    await this.file('DISBURSEMENT');
    return this.check(this.crew.county);
  }

  /** 初验, 验收 or 复验 on the journey's present day. */
  async inspect(
    kind: CompletionCheckKind,
    grade: CompletionGrade,
    rectifyBy: Day | null = null,
  ): Promise<string | null> {
    const by = kind === 'FIRST_CHECK' ? 'township' : this.crew.county;
    const findings = grade === 'FAILED' ? '保温层厚度不足，未达到设计要求' : '按设计建成，资料齐全';
    const made = { caseId: this.id, kind, grade, findings, rectifyBy, checkedOn: this.today };
    return must(await recordCheck(await this.as(by), made), kind).findingId;
  }
}

/** A household of the station's village, put on file. */
export async function enrolHousehold(day: Day, seed: number): Promise<string> {
  const journey = new Journey(PROJECT_CREW, day, seed);
  const ctx = await journey.as(PROJECT_CREW.registrar);
  const { townshipId, villageId } = await stationPlace();
  const place = (await findPlace(db(), townshipId, villageId)) ?? fail('the station has no village');
  const birthOn = `19${60 + (seed % 35)}-0${1 + (seed % 9)}-1${seed % 9}`;
  const input = {
    identityNumber: makeDemoIdentityNumber(seed % 1000, birthOn, 'MALE'),
    name: `示例联结户${seed}`,
    phone: `137${String(10_000_000 + (seed % 10_000_000))}`,
    householdKind: 'LIFTED_OUT' as const,
  };
  return must(await write(ctx, (tx) => findOrCreatePerson(tx, ctx, input, place)), 'enrol').householdId;
}

function fail(message: string): never {
  throw new Error(message);
}

/** A number that no other project of this database has. */
export const newSeed = (): number => randomInt(1e6, 1e8);
