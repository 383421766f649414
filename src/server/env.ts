import * as z from 'zod';

const key = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'a key must be 32 bytes in base64');

const schema = z.object({
  APP_DATABASE_URL: z.string().min(1),
  DATA_DIR: z.string().min(1),
  FUQIAO_DATA_KEY: key,
  FUQIAO_INDEX_KEY: key,
  FUQIAO_VERSION: z.string().default('development'),
  PORT: z.coerce.number().int().default(3000),
  CLAMD_ADDRESS: z.string().optional(),
});

let parsed: z.output<typeof schema> | undefined;

/** The process's configuration, read once. .env.example explains every variable; the start script sets those it makes. */
export function env() {
  parsed ??= schema.parse(process.env);
  return parsed;
}
