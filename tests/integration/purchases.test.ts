import { beforeAll, expect, test } from 'vitest';
import { addPurchaseLine, recordSales } from '@/features/purchases/mutations';
import { getPurchase } from '@/features/purchases/queries';
import { db } from '@/server/db';
import { PROGRAMME_E } from '../../prisma/seed/programme-e';
import { establishedProject, PROJECT_FEN } from '../support/project';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-12';

/** The same given money, spent on products: the version that new cases pin from here on. */
beforeAll(async () => {
  const present = await db().programmeDefinition.findFirstOrThrow({ where: { programme: { code: 'E' } } });
  const { programmeId, provinceId, documentNumber } = present;
  await db().programmeDefinition.create({
    data: {
      programmeId,
      provinceId,
      documentNumber,
      version: 2,
      status: 'PUBLISHED',
      effectiveFrom: new Date('2020-01-01'),
      body: { ...PROGRAMME_E, purchase: true, linkageModels: [] } as object,
    },
  });
});

test('an order is recorded line by line up to what was approved, and its sales up to what was ordered', async () => {
  const { id: caseId } = await establishedProject();
  const manager = await at('county', DAY);
  const line = {
    caseId,
    product: '香菇礼盒',
    unit: '箱',
    orderedBy: '示例工会',
    quantity: 4_000,
    unitPriceFen: 20_000n,
  };
  for (const change of [{ product: ' ' }, { unit: '' }, { orderedBy: ' ' }, { quantity: 0 }, { unitPriceFen: 0n }])
    expect(codeOf(await addPurchaseLine(manager, { ...line, ...change }))).toBe('INVALID_INPUT');
  expect(codeOf(await addPurchaseLine(await at('station', DAY), line))).toBe('NOT_PERMITTED');
  expect(codeOf(await addPurchaseLine(await at('county-b', DAY), line))).toBe('NOT_FOUND');
  const { lineId } = must(await addPurchaseLine(manager, line));
  expect(await addPurchaseLine(manager, { ...line, quantity: 1_001 })).toMatchObject({
    refusal: { code: 'PURCHASE_OVER_APPROVED', params: { sumFen: '100020000', approvedFen: `${PROJECT_FEN}` } },
  });
  must(await addPurchaseLine(manager, { ...line, product: '木耳', quantity: 1_000 }));

  expect(codeOf(await recordSales(manager, { lineId, soldQuantity: 4_001 }))).toBe('PURCHASE_OVER_SOLD');
  expect(codeOf(await recordSales(manager, { lineId, soldQuantity: -1 }))).toBe('INVALID_INPUT');
  expect(codeOf(await recordSales(await at('station', DAY), { lineId, soldQuantity: 1 }))).toBe('NOT_PERMITTED');
  expect(codeOf(await recordSales(await at('county-b', DAY), { lineId, soldQuantity: 1 }))).toBe('NOT_FOUND');
  must(await recordSales(manager, { lineId, soldQuantity: 1_500 }));
  expect(await getPurchase(manager.actor, caseId)).toMatchObject({
    orderedFen: PROJECT_FEN,
    soldFen: 30_000_000n,
    lines: [
      { sequence: 1, soldQuantity: 1_500 },
      { sequence: 2, soldQuantity: 0 },
    ],
  });
  expect(await getPurchase(await actorFor('county-b'), caseId)).toBeNull();
}, 90_000);

test('a programme that orders nothing has no lines', async () => {
  await db().programmeDefinition.updateMany({ where: { version: 2 }, data: { status: 'RETIRED' } });
  const { id: caseId } = await establishedProject();
  const line = { caseId, product: '香菇', unit: '箱', orderedBy: '示例工会', quantity: 1, unitPriceFen: 1n };
  expect(codeOf(await addPurchaseLine(await at('county', DAY), line))).toBe('STATUS_DOES_NOT_ALLOW');
}, 90_000);
