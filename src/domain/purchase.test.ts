import { expect, it } from 'vitest';
import { checkOrder, orderSum } from './purchase';

const line = (quantity: number, unitPriceFen: bigint) => ({ quantity, unitPriceFen });

it('adds an order up and holds it to what was approved, to the fen', () => {
  const order = [line(3, 1_050n), line(2, 500n)];
  expect(orderSum(order)).toBe(4_150n);
  expect(checkOrder(order, 4_150n)).toBeNull();
  expect(checkOrder(order, 4_149n)).toEqual({
    code: 'PURCHASE_OVER_APPROVED',
    params: { sumFen: '4150', approvedFen: '4149' },
  });
});
