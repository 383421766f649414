import path from 'node:path';
import type { NextConfig } from 'next';

const root = path.resolve(import.meta.dirname, '../../..');

/** What the portal is measured against: the same Next with nothing of the portal in it. */
const config: NextConfig = {
  output: 'standalone',
  turbopack: { root },
  outputFileTracingRoot: root,
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: ['pg'],
};

export default config;
