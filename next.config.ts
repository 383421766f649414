import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const root = import.meta.dirname;
const migrations = readdirSync(path.join(root, 'prisma/migrations')).filter((name) => /^\d/.test(name));

// Of which addresses are made, so that one can be recorded without what somebody typed into it (src/server/turned-away.ts).
const words = readdirSync(path.join(root, 'src/app'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^[a-z][a-z0-9-]*$/.test(entry.name))
  .map((entry) => entry.name);

const config: NextConfig = {
  output: 'standalone',
  // What this build needs the database to have; /api/health compares.
  env: {
    FUQIAO_NEWEST_MIGRATION: migrations.sort().at(-1) ?? '',
    FUQIAO_ADDRESS_WORDS: [...new Set(words)].sort().join(' '),
  },
  // Named, because a stray lock file above the clone would move the root that Next infers, and the output with it.
  turbopack: { root },
  outputFileTracingRoot: root,
  // Types are a check of their own in `npm test`; a start does not wait for them.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  headers: async () => [
    // Addresses under these that are no route: src/proxy.ts leaves them out, and the routes say the same or more themselves.
    ...['/api/v1/:path*', '/api/files/:a/:b/:rest+'].map((source) => ({
      source,
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    })),
    // Every answer, of files of the build, too.
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    {
      source: '/:path*',
      has: [{ type: 'header' as const, key: 'x-forwarded-proto', value: 'https' }],
      headers: [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }],
    },
  ],
  allowedDevOrigins: ['127.0.0.1'],
  // Uploads go through /api/files, which streams; no form needs more than this.
  experimental: { serverActions: { bodySizeLimit: '256kb' } },
  // The optimizer is left off: private pictures are streamed through the check of scope, never cached by it.
  images: { unoptimized: true },
  // Native or worker-thread packages, and those that look for their own files at run time.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'graphile-worker', 'pino', 'pino-pretty', 'pinyin-pro'],
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
