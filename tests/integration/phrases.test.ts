import { expect, test } from 'vitest';
import { addPhrase, changePhrase, removePhrase } from '@/features/phrases/mutations';
import { listPhrases } from '@/features/phrases/queries';
import { MAX_PHRASES, newPhraseSchema } from '@/features/phrases/schema';
import { db } from '@/server/db';
import { actorFor, at, codeOf, must } from '../support/world';

const as = (name: string) => at(name, '2026-03-02');
const listOf = async (name: string) => {
  const { own, unit } = await listPhrases(await actorFor(name));
  return { own: own.map((row) => row.text), unit: unit.map((row) => row.text) };
};

test('a phrase of one’s own is seen by nobody else, one of the unit by the whole unit and no other', async () => {
  must(await addPhrase(await as('approver'), { keeper: 'OWN', text: '  尽调充分，同意。 ' }));
  must(await addPhrase(await as('lead'), { keeper: 'UNIT', text: '请补充还款来源说明。' }));
  expect(await listOf('approver')).toEqual({ own: ['尽调充分，同意。'], unit: ['请补充还款来源说明。'] });
  expect(await listOf('manager')).toEqual({ own: [], unit: ['请补充还款来源说明。'] });
  for (const stranger of ['manager-b', 'county', 'hq']) expect(await listOf(stranger)).toEqual({ own: [], unit: [] });
});

test('only the heads of a unit write for it', async () => {
  expect(codeOf(await addPhrase(await as('manager'), { keeper: 'UNIT', text: '同意' }))).toBe('NOT_PERMITTED');
  expect(codeOf(await addPhrase(await as('admin'), { keeper: 'OWN', text: '同意' }))).toBe('NOT_PERMITTED');
  const { phraseId } = must(await addPhrase(await as('county'), { keeper: 'UNIT', text: '材料齐全，予以受理。' }));
  const township = await as('manager');
  expect(codeOf(await removePhrase(township, { phraseId }))).toBe('NOT_FOUND');
  expect(await listOf('county')).toMatchObject({ unit: ['材料齐全，予以受理。'] });
});

test('a colleague inserts the phrase of the unit and does not change it', async () => {
  const { phraseId } = must(await addPhrase(await as('lead'), { keeper: 'UNIT', text: '请双人到场。' }));
  expect(codeOf(await changePhrase(await as('manager'), { phraseId, text: '算了' }))).toBe('NOT_PERMITTED');
  expect(codeOf(await removePhrase(await as('manager'), { phraseId }))).toBe('NOT_PERMITTED');
});

test('somebody else’s phrase is not found', async () => {
  const { phraseId } = must(await addPhrase(await as('legal'), { keeper: 'OWN', text: '条款完备。' }));
  for (const stranger of ['manager', 'manager-b', 'county-b']) {
    expect(codeOf(await changePhrase(await as(stranger), { phraseId, text: '不' }))).toBe('NOT_FOUND');
    expect(codeOf(await removePhrase(await as(stranger), { phraseId }))).toBe('NOT_FOUND');
  }
});

test('is changed and deleted by whoever wrote it, and the events carry no word of it', async () => {
  const ctx = await as('clerk');
  const { phraseId } = must(await addPhrase(ctx, { keeper: 'OWN', text: '账户有误，请核对。' }));
  must(await changePhrase(ctx, { phraseId, text: '收款账户与合同不一致，请核对。' }));
  must(await changePhrase(ctx, { phraseId, text: '收款账户与合同不一致，请核对。' }));
  expect(await listOf('clerk')).toMatchObject({ own: ['收款账户与合同不一致，请核对。'] });
  must(await removePhrase(ctx, { phraseId }));
  expect(await listOf('clerk')).toMatchObject({ own: [] });
  const events = await db().event.findMany({ where: { subjectId: phraseId }, orderBy: { id: 'asc' } });
  expect(events.map((event) => event.kind)).toEqual([
    'phrase.added',
    'phrase.changed',
    'phrase.changed',
    'phrase.removed',
  ]);
  expect(JSON.stringify(events.map((event) => event.payload))).not.toContain('账户');
});

test('the same text twice, too long a text and an empty one are refused', async () => {
  const ctx = await as('checker');
  must(await addPhrase(ctx, { keeper: 'OWN', text: '无误' }));
  const { phraseId } = must(await addPhrase(ctx, { keeper: 'OWN', text: '有误' }));
  expect(codeOf(await addPhrase(ctx, { keeper: 'OWN', text: ' 无误 ' }))).toBe('PHRASE_KNOWN');
  expect(codeOf(await changePhrase(ctx, { phraseId, text: '无误' }))).toBe('PHRASE_KNOWN');
  expect(codeOf(await addPhrase(ctx, { keeper: 'OWN', text: '  ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await addPhrase(ctx, { keeper: 'OWN', text: '字'.repeat(201) }))).toBe('INVALID_INPUT');
  const issues = (text: string) =>
    newPhraseSchema.safeParse({ keeper: 'OWN', text }).error?.issues.map((issue) => issue.message);
  expect(issues('字'.repeat(201))).toEqual(['textTooLong']);
  expect(issues('')).toEqual(['textMissing']);
  expect(newPhraseSchema.safeParse({ keeper: 'ALL', text: '同意' }).success).toBe(false);
});

test('no more than fifty, also when two tabs add the last one together', async () => {
  const ctx = await as('approver2');
  for (let index = 1; index < MAX_PHRASES; index += 1)
    must(await addPhrase(ctx, { keeper: 'OWN', text: `意见${index}` }));
  const both = await Promise.all(
    ['左', '右'].map(async (text) => addPhrase(await as('approver2'), { keeper: 'OWN', text })),
  );
  expect(both.filter((result) => result.ok)).toHaveLength(1);
  const refused = both.find((result) => !result.ok);
  expect(refused).toMatchObject({ refusal: { code: 'PHRASES_FULL', params: { max: MAX_PHRASES } } });
});
