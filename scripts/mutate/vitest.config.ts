import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '../..');
type Fault = { file: string; start: number; end: number; text: string } | null;

/** Unit tests with one fault in one file; which one, the process says that runs them (faulty-tests.ts). */
export default defineConfig({
  root,
  resolve: { alias: { '@': path.join(root, 'src'), 'server-only': path.join(root, 'tests/support/empty.ts') } },
  plugins: [
    {
      name: 'fault',
      enforce: 'pre',
      transform(code, id) {
        const fault = (globalThis as { fault?: Fault }).fault;
        if (!fault || id.split('?')[0] !== fault.file) return null;
        return { code: code.slice(0, fault.start) + fault.text + code.slice(fault.end), map: null };
      },
    },
  ],
  // what is kept on disk of the last run would hide the fault of this one
  test: {
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    testTimeout: 10_000,
    bail: 1,
    silent: true,
    fsModuleCache: false,
  },
});
