import { defineConfig } from 'prisma/config';

/** `generate` and `validate` touch no database; the address is only there because the file must name one. */
const NOWHERE = 'postgresql://nobody@127.0.0.1:1/none';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node --conditions=react-server --import tsx prisma/seed.ts' },
  datasource: { url: process.env.DATABASE_URL || NOWHERE },
});
