import './tests/support/polyfill.mjs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// A zone in which the day differs from Shanghai's for most of the day: a rule that reads the machine's zone fails here.
process.env.TZ = 'Pacific/Kiritimati';

const alias = {
  '@': path.resolve(import.meta.dirname, 'src'),
  'server-only': path.resolve(import.meta.dirname, 'tests/support/empty.ts'),
};

const unit = {
  resolve: { alias },
  test: {
    name: 'unit',
    include: ['src/**/*.test.{ts,tsx}', 'prisma/**/*.test.ts'],
    // Nothing in them is changed for everybody, so that one process may read many: to begin one takes longer than a test.
    isolate: false,
    testTimeout: 30_000,
  },
};

/** On a real PostgreSQL: one cluster for the run, one fresh database per test file. */
const integration = {
  resolve: { alias },
  test: {
    name: 'integration',
    include: ['tests/integration/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/worker-database.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};

/** One test that fails on purpose: `npm test` runs it apart and demands that the failure is reported. */
const proof = {
  resolve: { alias },
  test: { name: 'proof', include: ['tests/support/failing.proof.ts'] },
};

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // A forgotten `.only` would silence every other test.
    allowOnly: false,
    projects: process.env.VITEST_PROOF ? [proof] : [unit, integration],
  },
});
