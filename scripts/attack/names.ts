import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Outcome, Target } from './target';

const run = promisify(execFile);

/** What a programme printed, whatever it ended with; a word where it is not installed. */
async function print(program: string, args: string[], seconds: number): Promise<string> {
  try {
    const { stdout, stderr } = await run(program, args, { timeout: seconds * 1000, maxBuffer: 64 * 1024 * 1024 });
    return stdout + stderr;
  } catch (error) {
    const failed = error as { code?: string; stdout?: string; stderr?: string };
    if (failed.code === 'ENOENT') throw new Error(`${program} is not installed: apt-get install ${program}`);
    return `${failed.stdout ?? ''}${failed.stderr ?? ''}`;
  }
}

const WORDS =
  '.env .env.local .git/config .git/HEAD .next/BUILD_ID .npmrc .ssh/id_rsa admin.php api/debug api/internal backup backup.sql config config.json console dashboard.json data db.sqlite debug docker-compose.yml dump.sql env files graphql id_rsa info.php keys log logs metrics node_modules/next/package.json package.json package-lock.json phpinfo.php prisma/schema.prisma private server.js server-status src/server/env.ts swagger.json test tmp trace uploads wp-login.php _next/data _next/server _next/image?url=http://127.0.0.1 _next/static/../server _next/static/%2e%2e/server __nextjs_original-stack-frame __nextjs_source-map _next/mcp api/auth/providers .well-known/security.txt actuator/env'.split(
    ' ',
  );

/** ffuf with names of things that should not lie about: only what the portal shows to everybody answers with 200. */
export async function findPages(target: Target): Promise<Outcome> {
  const place = await mkdtemp(path.join(tmpdir(), 'ffuf-'));
  const list = path.join(place, 'words');
  const out = path.join(place, 'out.json');
  const endings = ['', '.bak', '~', '.old', '/', '.map', '%00', ';x', '/..%2f'];
  const words = WORDS.flatMap((word) => endings.map((ending) => word + ending));
  await writeFile(list, `${words.join('\n')}\n`);
  await print(
    'ffuf',
    ['-u', `${target.url}/FUZZ`, '-w', list, '-mc', '200,500-599', '-t', '8', '-s', '-of', 'json', '-o', out],
    300,
  );
  const { results } = JSON.parse(await readFile(out, 'utf8')) as {
    results: { input: { FUZZ: string }; status: number }[];
  };
  await rm(place, { recursive: true });
  const open = results.map(({ input, status }) => `${status} /${input.FUZZ}`);
  // the list of ways to sign in is what the sign-in page shows
  const findings = open.filter((line) => !/^200 \/api\/auth\/providers/.test(line));
  return { part: 'ffuf', tried: words.length, findings, figures: { open } };
}
