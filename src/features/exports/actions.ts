'use server';

import * as z from 'zod';
import { idField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { cancelExport } from './mutations';

export const cancelOwnExport = defineAction({
  permission: 'list.export',
  schema: z.object({ exportId: idField }),
  run: cancelExport,
});
