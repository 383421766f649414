import * as z from 'zod';
import { REQUEST_LIMITS } from '@/domain/request-limits';
import { type KeyRing, readKeyRing } from '@/lib/key-ring';
import { findPlainAddresses } from './plain-addresses';

const key = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'a key must be 32 bytes in base64');

const keyRing = z.string().transform((text, ctx): KeyRing => {
  const ring = readKeyRing(text);
  if (ring) return ring;
  ctx.addIssue({ code: 'custom', message: 'a key must be 32 bytes in base64, several of them numbered' });
  return z.NEVER;
});

const schema = z.object({
  APP_DATABASE_URL: z.string().min(1),
  READ_DATABASE_URL: z.string().min(1).optional(),
  DATABASE_NAMED_STATEMENTS: z.enum(['on', 'off']).default('on'),
  DATA_DIR: z.string().min(1),
  BACKUP_DIR: z.string().optional(),
  FUQIAO_DATA_KEY: keyRing,
  FUQIAO_INDEX_KEY: keyRing,
  FUQIAO_CHECKPOINT_KEY: key.optional(),
  CHECKPOINT_DIR: z.string().min(1).optional(),
  FUQIAO_VERSION: z.string().default('development'),
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(REQUEST_LIMITS.api.account),
  CLAMD_ADDRESS: z.string().optional(),
  NEXTAUTH_URL: z.string().default('http://127.0.0.1:3000'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  SMS_URL: z.string().optional(),
  SMS_TOKEN: z.string().optional(),
  WECOM_URL: z.string().default('https://qyapi.weixin.qq.com'),
  WECOM_CORP_ID: z.string().optional(),
  WECOM_SECRET: z.string().optional(),
  WECOM_AGENT_ID: z.coerce.number().int().optional(),
});

function readSettings() {
  const plain = findPlainAddresses(process.env);
  if (plain.length > 0) throw new Error(plain.join('\n'));
  return schema.parse(process.env);
}

let parsed: z.output<typeof schema> | undefined;

/** The process's configuration, read once. .env.example explains every variable; the start script sets those it makes. */
export function env() {
  parsed ??= readSettings();
  return parsed;
}
