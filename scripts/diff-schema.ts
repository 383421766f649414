/**
 * Authors a migration: prints the SQL that leads from one schema to another (or from nothing).
 * Usage: DATABASE_URL=… tsx scripts/diff-schema.ts [FROM.prisma] > prisma/migrations/NNNN_name/migration.sql
 * The schema engine is taken as WebAssembly from npm, so that no binary needs to be downloaded.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const engineFolder = path.resolve('node_modules/@prisma/schema-engine-wasm');
// The package exports only an entry that imports .wasm directly, which Node 20 cannot load; so the two halves are joined here.
const glue = await import(pathToFileURL(path.join(engineFolder, 'schema_engine_bg.js')).href);
const target = 'prisma/schema.prisma';
const from = process.argv[2];

const wasm = await WebAssembly.instantiate(readFileSync(path.join(engineFolder, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': glue,
});
const instance = wasm.instance.exports as Record<string, unknown> & { __wbindgen_start?: () => void };
glue.__wbg_set_wasm(instance);
instance.__wbindgen_start?.();

const datamodel = (path: string) => [{ path, content: readFileSync(path, 'utf8') }];
// The engine wants a server of the right kind to connect to, even though it reads nothing from it.
const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: process.env.DATABASE_URL }));
const engine = await glue.SchemaEngine.new(
  { datamodels: datamodel(target).map((file) => [file.path, file.content]) },
  () => undefined,
  adapter,
);
const result = await engine.diff({
  from: from ? { tag: 'schemaDatamodel', files: datamodel(from) } : { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: datamodel(target) },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
process.stdout.write(result.stdout ?? '');
