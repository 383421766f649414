import * as z from 'zod';

/** A schema that also hands on the fields as they were typed, for a page that shows them again. */
export function keptFields<Output>(schema: z.ZodType<Output>) {
  return z.record(z.string(), z.unknown()).transform((typed, ctx) => {
    const result = schema.safeParse(typed);
    if (result.success) return { input: result.data, typed };
    for (const issue of result.error.issues) ctx.addIssue({ ...issue, code: 'custom' });
    return z.NEVER;
  });
}
