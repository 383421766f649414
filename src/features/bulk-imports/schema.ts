import * as z from 'zod';
import { idField } from '@/features/form-fields';

export const cancelSchema = z.object({ importId: idField });
