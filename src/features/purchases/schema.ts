import * as z from 'zod';
import { amountField, countField, idField, textField } from '@/features/form-fields';

const MOST = 1_000_000;

export const lineSchema = z.object({
  caseId: idField,
  product: textField(100),
  unit: textField(20),
  orderedBy: textField(100),
  quantity: countField(MOST, { min: 1 }),
  unitPrice: amountField('YUAN'),
});

export const salesSchema = z.object({ caseId: idField, lineId: idField, sold: countField(MOST) });
