import { Client } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { findDefinitionFaults } from '@/domain/definition-faults';
import { parseProgrammeBody } from '@/domain/programme';
import { getRegistrationStart } from '@/features/consultations/queries';
import { draftPublishedText } from '@/features/programmes/mutations';
import { publishDefinition, reviewDefinition } from '@/features/programmes/mutations-publish';
import { listPublishedTexts } from '@/features/programmes/published-texts';
import { listDefinitions } from '@/features/programmes/queries';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-03-02';
const start = async () => getRegistrationStart(await actorFor('county'), { countyId: null, projectId: undefined }, DAY);

/** As a portal begins that was never given demo data: places, offices and people, and no programme. */
beforeAll(async () => {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query('TRUNCATE programme_definition, programme CASCADE');
  } finally {
    await client.end();
  }
});

it('a portal without a programme registers nothing, and offers the published texts to its administrator', async () => {
  expect((await start()).programmes).toEqual([]);
  const actor = await actorFor('admin');
  expect(await read(actor, (tx) => listDefinitions(tx, actor, noon(DAY)))).toEqual([]);
  const codes = listPublishedTexts([]).map((row) => row.code);
  expect(codes.length).toBeGreaterThanOrEqual(5);
  expect(listPublishedTexts(codes.slice(1)).map((row) => row.code)).toEqual(codes.slice(0, 1));
});

it('a text becomes a draft, is read by a second person, published, and registered under', async () => {
  const henan = await regionId('41');
  const [first] = listPublishedTexts([]);
  const wanted = { text: first?.code ?? '', provinceId: henan };
  const admin = await at('admin', DAY);
  for (const name of ['county', 'office', 'secadmin', 'county-b'])
    expect(codeOf(await draftPublishedText(await at(name, DAY), wanted))).toBe('NOT_PERMITTED');
  expect(codeOf(await draftPublishedText(admin, { ...wanted, text: 'NONE' }))).toBe('NOT_FOUND');
  expect(codeOf(await draftPublishedText(admin, { ...wanted, provinceId: 1 }))).toBe('REGION_UNKNOWN');
  const { definitionId } = must(await draftPublishedText(admin, wanted));
  expect(codeOf(await draftPublishedText(admin, wanted))).toBe('PROGRAMME_CODE_TAKEN');
  const row = await db().programmeDefinition.findUniqueOrThrow({ where: { id: definitionId } });
  expect(row).toMatchObject({ status: 'DRAFT', version: 1, basedOnId: null, provinceId: henan });
  expect(findDefinitionFaults(parseProgrammeBody(row.body))).toEqual([]);
  expect((await start()).programmes).toEqual([]);

  const review = { definitionId, revision: row.revision, outcome: 'REVIEWED' as const, remark: '' };
  expect(codeOf(await reviewDefinition(admin, review))).toBe('SAME_PERSON');
  must(await reviewDefinition(await at('admin2', DAY), review));
  const publication = { definitionId, effectiveFrom: DAY, documentNumber: '示例〔2026〕1号' };
  must(await publishDefinition(admin, publication));
  expect((await start()).programmes.map((entry) => entry.code)).toEqual([wanted.text]);
});

it('every published text can be drafted', async () => {
  const henan = await regionId('41');
  const taken = (await db().programme.findMany()).map((row) => row.code);
  for (const { code } of listPublishedTexts(taken))
    must(await draftPublishedText(await at('admin', DAY), { text: code, provinceId: henan }));
  expect(listPublishedTexts((await db().programme.findMany()).map((row) => row.code))).toEqual([]);
});
