'use server';

import { defineAction } from '@/server/action';
import { cancelBulkImport } from './mutations';
import { cancelSchema } from './schema';

export const cancelBulkImportAction = defineAction({
  permission: 'project.import',
  schema: cancelSchema,
  run: cancelBulkImport,
});
