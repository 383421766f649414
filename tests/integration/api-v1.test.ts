import { beforeAll, describe, expect, it, vi } from 'vitest';
import { GET as getCase } from '@/app/api/v1/cases/[reference]/route';
import { GET as getFigures } from '@/app/api/v1/figures/route';
import { dayOf } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { makeToken, revokeToken } from '@/features/api-tokens/mutations';
import { listTokens } from '@/features/api-tokens/queries';
import { listCases } from '@/features/cases/list-queries';
import { homeRegionOf } from '@/features/figures/place-queries';
import { getFigures as figuresOfPage } from '@/features/figures/queries';
import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { env } from '@/server/env';
import { caseAtDecision } from '../support/case-at-decision';
import { actorFor, at, codeOf, must, noon } from '../support/world';

// Without a browser there is no cookie; whoever sends no key has no session.
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined }),
  headers: async () => new Headers(),
}));

const DAY = '2026-03-02';
const now = currentTime();
const today = dayOf(now);
const keys: Record<string, string> = {};
let reference = '';

async function keyOf(username: string): Promise<string> {
  const ctx = { ...(await at('secadmin', DAY)), now };
  const made = must(await makeToken(ctx, { username, purpose: '示例系统', lastDay: today }));
  return made.secrets[0]?.secret ?? '';
}

const bearer = (key: string | undefined): RequestInit => (key ? { headers: { authorization: `Bearer ${key}` } } : {});
async function figures(key: string | undefined, query = '') {
  const response = await getFigures(new Request(`http://127.0.0.1/api/v1/figures${query}`, bearer(key)));
  return { status: response.status, body: await response.json(), headers: response.headers };
}
async function oneCase(key: string | undefined, wanted: string) {
  const request = new Request(`http://127.0.0.1/api/v1/cases/${wanted}`, bearer(key));
  const response = await getCase(request, { params: Promise.resolve({ reference: wanted }) });
  return { status: response.status, body: await response.json() };
}

beforeAll(async () => {
  const caseId = await caseAtDecision();
  reference = (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).reference;
  for (const name of ['manager', 'manager-b', 'county', 'county-b', 'station', 'admin']) keys[name] = await keyOf(name);
});

describe('a key', () => {
  it('is made by the security administrator alone, for an active person and at most a year', async () => {
    const input = { username: 'county', purpose: '示例系统', lastDay: DAY } as const;
    expect(codeOf(await makeToken(await at('county', DAY), input))).toBe('NOT_PERMITTED');
    const ctx = await at('secadmin', DAY);
    expect(codeOf(await makeToken(ctx, { ...input, username: 'nobody' }))).toBe('NOT_FOUND');
    expect(codeOf(await makeToken(ctx, { ...input, lastDay: '2026-03-01' }))).toBe('TOKEN_DAYS');
    expect(codeOf(await makeToken(ctx, { ...input, lastDay: '2027-03-04' }))).toBe('TOKEN_DAYS');
    expect(await listTokens(await actorFor('county'), now)).toBeNull();
  });

  it('is kept as a hash only, and stands in no event', async () => {
    const key = keys.county ?? '';
    expect(key).toMatch(/^fuqiao_[\w-]{43}$/);
    const stored = JSON.stringify(await db().apiToken.findMany());
    const events = JSON.stringify(await db().event.findMany({ where: { kind: 'token.made' } }), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(`${stored}${events}`).not.toContain(key.slice(7));
  });

  it('opens nothing once it is ended, over, unknown, or its person is shut out', async () => {
    const ctx = { ...(await at('secadmin', DAY)), now };
    const made = must(await makeToken(ctx, { username: 'lead', purpose: '示例系统', lastDay: today }));
    const key = made.secrets[0]?.secret;
    expect((await figures(key)).status).toBe(200);
    const { userId } = await actorFor('lead');
    await db().user.update({ where: { id: userId }, data: { status: 'DEACTIVATED' } });
    expect((await figures(key)).status).toBe(401);
    await db().user.update({ where: { id: userId }, data: { status: 'ACTIVE', mustChangePassword: true } });
    expect((await figures(key)).status).toBe(401);
    await db().user.update({ where: { id: userId }, data: { mustChangePassword: false } });
    must(await revokeToken(ctx, { tokenId: made.tokenId }));
    expect(await figures(key)).toMatchObject({ status: 401, body: { error: { code: 'SESSION_ENDED' } } });
    expect(codeOf(await revokeToken(ctx, { tokenId: made.tokenId }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await revokeToken(await at('county', DAY), { tokenId: made.tokenId }))).toBe('NOT_PERMITTED');
    expect(codeOf(await revokeToken(ctx, { tokenId: userId }))).toBe('NOT_FOUND');
    const over = must(
      await makeToken(await at('secadmin', DAY), { username: 'lead', purpose: '示例系统', lastDay: DAY }),
    );
    expect((await figures(over.secrets[0]?.secret)).status).toBe(401);
    for (const wrong of [undefined, 'x', `fuqiao_${'a'.repeat(43)}`]) expect((await figures(wrong)).status).toBe(401);
  });
});

describe('figures over HTTP', () => {
  it('are those of the page, as text of fen', async () => {
    const actor = await actorFor('county');
    const page = await figuresOfPage(actor, { regionId: homeRegionOf(actor) ?? 0, asOf: today }, now);
    if (!page || 'absent' in page) throw new Error('no figures');
    const { status, body, headers } = await figures(keys.county, `?programme=${page.programme.id}`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.region).toEqual(page.place);
    expect(body.path).toEqual(page.path);
    const here = page.cells.filter((cell) => cell.regionId === page.place.id);
    expect(body.figures).toHaveLength(here.length);
    const sum = (name: string) =>
      (body.figures as { measure: string; value: string }[])
        .filter((row) => row.measure === name)
        .reduce((total, row) => total + BigInt(row.value), 0n);
    for (const measure of ['ACCEPTED', 'FINANCING_FEN', 'STANDING'] as const)
      expect(sum(measure)).toBe(totalOf(here, { measure, regionId: page.place.id }));
    expect(sum('ACCEPTED')).toBeGreaterThan(0n);
  });

  it('come for the measures that are asked for, and as of a day', async () => {
    const { body } = await figures(keys.county, '?measures=ACCEPTED,APPROVED&recorded=1');
    expect(new Set(body.figures.map((row: { measure: string }) => row.measure))).toEqual(new Set(['ACCEPTED']));
    expect(body.recorded).toBe(true);
    expect((await figures(keys.county, '?asOf=2020-01-01')).body.figures).toEqual([]);
  });

  it('answer 404 outside the scope as for what does not exist', async () => {
    const home = homeRegionOf(await actorFor('county-b'));
    expect(await figures(keys.county, `?region=${home}`)).toEqual({
      ...(await figures(keys.county, '?region=999999999')),
      headers: expect.anything(),
    });
    expect((await figures(keys.county, `?region=${home}`)).status).toBe(404);
    expect((await figures(keys.county, `?programme=${crypto.randomUUID()}`)).status).toBe(404);
    expect((await figures(keys['county-b'], `?region=${home}`)).status).toBe(200);
  });

  it.each([
    'region=x',
    'region=0',
    'programme=A',
    'asOf=2026-02-30',
    'asOf=2999-01-01',
    'recorded=yes',
    'measures=NONE',
    'county=1',
  ])('refuse %s by the name of the parameter', async (query) => {
    expect(await figures(keys.county, `?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_INPUT', fields: [query.split('=')[0]] } },
    });
  });

  it('are not for an administrator, and not without end', async () => {
    expect((await figures(keys.admin)).status).toBe(403);
    const limit = env().API_REQUESTS_PER_MINUTE;
    try {
      Object.assign(env(), { API_REQUESTS_PER_MINUTE: 0 });
      // somebody of whose requests none has been counted in advance
      const { status, body, headers } = await figures(keys.station);
      expect({ status, body }).toEqual({ status: 429, body: { error: { code: 'TOO_MANY_TRIES' } } });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      Object.assign(env(), { API_REQUESTS_PER_MINUTE: limit });
    }
  });
});

describe('a case over HTTP', () => {
  it('is the row of the list, with the name of a person masked', async () => {
    const { status, body } = await oneCase(keys.manager, reference);
    const list = await listCases(await actorFor('manager'), { query: reference }, noon(DAY));
    const row = list.rows[0];
    expect(status).toBe(200);
    expect(body).toMatchObject({
      reference,
      stage: row?.stage,
      version: row?.version,
      amountsFen: { requested: String(row?.requestedAmountFen), approved: null, disbursed: '0' },
      waiting: { task: row?.waiting?.task },
    });
    if (row?.applicantKind === 'HOUSEHOLD') expect(JSON.stringify(body)).not.toContain(row.applicantName);
  });

  it('answers 404 outside the scope as for a reference that does not exist', async () => {
    const outside = await oneCase(keys['manager-b'], reference);
    expect(outside).toEqual(await oneCase(keys.manager, 'A-000000-2026-0001'));
    expect(outside).toEqual({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
    expect((await oneCase(keys.manager, "x' OR 1=1")).status).toBe(404);
    expect((await oneCase(undefined, reference)).status).toBe(401);
    expect((await oneCase(keys.admin, reference)).status).toBe(403);
  });
});
