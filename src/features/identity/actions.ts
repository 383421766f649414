'use server';

import * as z from 'zod';
import { idField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { endOwnSession } from './mutations';

export const endMySession = defineAction({
  permission: 'session.end-own',
  schema: z.object({ sessionId: idField }),
  run: endOwnSession,
});
