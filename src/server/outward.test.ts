import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '..');

/** What opens a connection of this process, and where it leads: to addresses of the environment alone. */
const OUTWARD: Record<string, string> = {
  'features/identity/provider.ts': 'OIDC_ISSUER',
  'server/channels.ts': 'SMTP_URL, SMS_URL, WECOM_URL',
  'server/scanner.ts': 'CLAMD_ADDRESS',
};

const OPENS =
  /from '(node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises)'|from '(nodemailer|openid-client|undici|ws|axios|got)[/']|\bfetch\((?!['`]\/)|new (WebSocket|EventSource)\(/;

/** Files of the browser: what they ask goes out from the reader's machine. */
const isForBrowsers = (text: string) => /^(\/\*[\s\S]*?\*\/\s*)?'use client'/.test(text);

it('nothing of the server asks an address that somebody typed: every way out is listed and named by the environment', () => {
  const found = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('generated/'))
    .map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')] as const)
    .filter(([, text]) => OPENS.test(text.replace(/import type [^;]+;/g, '')) && !isForBrowsers(text))
    .map(([file]) => file);
  expect(found.sort()).toEqual(Object.keys(OUTWARD).sort());
});

it('each address that is asked is a variable of the environment', () => {
  const env = readFileSync(path.join(SRC, 'server/env.ts'), 'utf8');
  for (const name of Object.values(OUTWARD).join(', ').split(', ')) expect(env).toContain(`${name}:`);
});
