import { createHash, randomInt } from 'node:crypto';
import pg from 'pg';
import { normaliseSetupCode } from '../../src/domain/setup-code';

// Without letters and digits that are taken for one another on a screen.
const ALPHABET = 'abcdefghjkmnpqrtuvwxy346789';

const makeCode = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  );

/**
 * A new one-time code for a database in which nobody can sign in, replacing any earlier one; only its sha256 is kept.
 * Null where there is an active account: then the code has served.
 */
export async function renewSetupCode(ownerUrl: string, now: Date): Promise<string | null> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM app_user WHERE status = 'ACTIVE') AS found`,
    );
    if (rows[0]?.found) return null;
    const code = makeCode();
    const hash = createHash('sha256').update(normaliseSetupCode(code)).digest('hex');
    await client.query(
      `INSERT INTO setup_code (id, code_hash, created_at) VALUES (1, $1, $2)
       ON CONFLICT (id) DO UPDATE SET code_hash = $1, created_at = $2, used_at = NULL, used_by_id = NULL`,
      [hash, now],
    );
    return code;
  } finally {
    await client.end();
  }
}

/** What `npm start` says where nobody can sign in yet. */
export function formatSetup(url: string, code: string): string {
  return [
    '',
    '这个数据库还没有人能登录。请在下面的地址用一次性口令建立第一位安全管理员：',
    'Nobody can sign in to this database yet. Make the first security administrator there, with this one-time code:',
    '',
    `  ${url}/setup`,
    `  ${code}`,
    '',
    '口令只用一次，也只显示这一次；重新启动会换一个新的。',
    'It serves once and is shown this once; another start makes a new one.',
  ].join('\n');
}
