import * as z from 'zod';
import { idField, tickField } from '@/features/form-fields';

export const sheetSchema = z.object({ sheetId: idField });

export const confirmSheetSchema = sheetSchema.extend({
  checked: tickField.pipe(z.literal(true, 'confirmMissing')),
});
