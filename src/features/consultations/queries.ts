import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { maskAccount } from '@/domain/masking';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { applicantRule, type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import type { ApplicantKind, Stage } from '@/domain/stage';
import {
  findPlace,
  listCounties,
  listTownships,
  listVillages,
  placeName,
  type RegionChoice,
  reaches,
  reachOf,
} from '@/features/applicants/places';
import { regionNamesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { type Branch, definitionInForce, listBranches, listProgrammes } from './programmes';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A project of the pool that a case may be registered for. */
export type PoolProject = {
  id: string;
  reference: string;
  name: string;
  content: string;
  plannedAmountFen: Fen;
  countyId: number;
  townshipId: number | null;
  villageId: number | null;
};

export type RegistrationStart = {
  project: PoolProject | null;
  counties: RegionChoice[];
  countyId: number | null;
  townships: RegionChoice[];
  programmes: { id: string; code: string; name: Label }[];
};

async function findPoolProject(tx: Tx, actor: Actor, id: string | undefined): Promise<PoolProject | null> {
  const reach = reachOf(actor);
  if (!id || !UUID.test(id) || !reach) return null;
  const project = await tx.project.findFirst({ where: { id, status: 'IN_POOL' } });
  if (!project) return null;
  // A project without a township yet may be taken up by anybody of its county.
  const { villageId, townshipId, ...upper } = reach;
  if (villageId !== undefined && project.villageId !== null && project.villageId !== villageId) return null;
  if (townshipId !== undefined && project.townshipId !== null && project.townshipId !== townshipId) return null;
  const counties = await listCounties(tx, actor);
  const inReach = Object.entries(upper).every(([column, regionId]) => project[column as 'countyId'] === regionId);
  return inReach && counties.some((county) => county.id === project.countyId) ? project : null;
}

/** What may be chosen first: county where there are several, then programme and township. */
export function getRegistrationStart(
  actor: Actor,
  chosen: { countyId: number | null; projectId: string | undefined },
  day: Day,
): Promise<RegistrationStart> {
  return read(actor, async (tx) => {
    const project = await findPoolProject(tx, actor, chosen.projectId);
    const counties = await listCounties(tx, actor);
    const wanted = project?.countyId ?? chosen.countyId ?? (counties.length === 1 ? counties[0]?.id : undefined);
    const county = counties.find((entry) => entry.id === wanted);
    if (!county) return { project, counties, countyId: null, townships: [], programmes: [] };
    const row = await tx.regionVersion.findFirstOrThrow({
      where: { regionId: county.id, validTo: null },
      select: { provinceId: true },
    });
    return {
      project,
      counties,
      countyId: county.id,
      townships: await listTownships(tx, actor, county.id),
      programmes: row.provinceId === null ? [] : await listProgrammes(tx, row.provinceId, day),
    };
  });
}

export type RegistrationForm = {
  /** on which the green channel is given; empty where the programme has none */
  greenCriteria: readonly { code: string; name: Label }[];
  programmeName: Label;
  /** through which its cases pass */
  stages: readonly Stage[];
  townshipName: string;
  villages: RegionChoice[];
  /** nobody else can be chosen where one stands here for a financier's own person */
  branches: Branch[];
  questions: Question[];
  /** null: the programme does not serve this kind of applicant */
  limits: Limits | null;
};

export type Question = { code: string; question: Label };
export type Limits = { minimumFen: Fen; maximumFen: Fen; maximumTermMonths: number };

function questionsOf(definition: ProgrammeBody, kind: ApplicantKind): Question[] {
  return definition.eligibility
    .filter((row) => row.applicantKinds.includes(kind))
    .map(({ code, question }) => ({ code, question }));
}

/** What the second step asks; null when the place is out of reach or has no such programme. */
export function getRegistrationForm(
  actor: Actor,
  chosen: { programmeId: string; kind: ApplicantKind; townshipId: number },
  day: Day,
): Promise<RegistrationForm | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(chosen.programmeId)) return null;
    const place = await findPlace(tx, chosen.townshipId, null);
    const villages = place ? await listVillages(tx, actor, chosen.townshipId) : [];
    if (!place || !(reaches(actor, place) || villages.some(({ id }) => reaches(actor, { ...place, villageId: id }))))
      return null;
    const definition = await definitionInForce(tx, chosen.programmeId, place.provinceId, day);
    if (!definition) return null;
    const names = await regionNamesOf(tx, [place.countyId, place.townshipId]);
    return {
      programmeName: definition.body.name,
      stages: definition.body.stages.map((row) => row.stage),
      townshipName: placeName(place, names),
      villages,
      branches: await listBranches(tx, actor, definition, place, day),
      questions: questionsOf(definition.body, chosen.kind),
      greenCriteria: definition.body.greenChannel?.criteria ?? [],
      limits: applicantRule(definition.body, chosen.kind),
    };
  });
}

export type ConsultationView = {
  reference: string;
  version: number;
  editable: boolean;
  kind: ApplicantKind;
  title: string;
  purpose: string;
  requestedAmountFen: Fen;
  requestedTermMonths: number;
  eligibility: Record<string, boolean>;
  recommenderOrganisation: string | null;
  recommenderPerson: string | null;
  payeeName: string | null;
  payeeAccount: string | null;
  questions: Question[];
  limits: Limits | null;
};

/** What was registered, to be completed while the case stands at consultation; null outside the scope. */
export function findConsultation(actor: Actor, caseId: string): Promise<ConsultationView | null> {
  if (!UUID.test(caseId)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const row = await tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      include: { programmeDefinition: { select: { body: true } } },
    });
    if (!row) return null;
    const definition = parseProgrammeBody(row.programmeDefinition.body);
    return {
      reference: row.reference,
      version: row.version,
      editable: can(actor, 'case.submit') && row.stage === 'CONSULTATION' && row.status === 'OPEN',
      kind: row.applicantKind,
      title: row.title,
      purpose: row.purpose,
      requestedAmountFen: row.requestedAmountFen,
      requestedTermMonths: row.requestedTermMonths,
      eligibility: row.eligibility as Record<string, boolean>,
      recommenderOrganisation: row.recommenderOrganisation,
      recommenderPerson: row.recommenderPerson,
      payeeName: row.payeeName,
      payeeAccount: row.payeeAccountCipher && maskAccount(decrypt(row.payeeAccountCipher)),
      questions: questionsOf(definition, row.applicantKind),
      limits: applicantRule(definition, row.applicantKind),
    };
  });
}
