import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sniff } from '@/server/file-kind';

/** What stands nowhere in the portal's own code, so that nobody has to guard it. Comments count too: nobody needs the words. */
const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('generated'))
  .map((file) => ({ file, text: readFileSync(path.join(import.meta.dirname, file), 'utf8') }));

/** The files that match, without those that may. */
const filesWith = (pattern: RegExp, allowed: readonly string[] = []) =>
  sources.filter(({ file, text }) => pattern.test(text) && !allowed.includes(file)).map(({ file }) => file);

it('looks at the whole of the code', () => {
  expect(sources.length).toBeGreaterThan(900);
  expect(filesWith(/defineAction\(/).length).toBeGreaterThan(20);
});

it('no markup and no program is made of text', () => {
  expect(filesWith(/dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|document\.write\(/)).toEqual([]);
  expect(filesWith(/\beval\(|new Function\(|\bsetTimeout\(['"`]|node:vm\b/)).toEqual([]);
});

it('no statement of SQL is made of text that came from outside', () => {
  expect(filesWith(/\$(?:query|execute)RawUnsafe/)).toEqual([]);
  // A raw piece is a name of ours, looked up in a table of constants; never anything that somebody sent.
  expect(filesWith(/Prisma\.raw\([^;]*\b(?:input|form|params|search|query|typed|body|request|headers)\b/)).toEqual([]);
});

it('no other program is started', () => {
  expect(filesWith(/child_process|worker_threads|process\.binding/)).toEqual([]);
});

it('nobody is called whose address does not come from the configuration', () => {
  const callsOut = sources.filter(({ text }) =>
    [...text.matchAll(/(?<![.\w])fetch\(\s*([^,)]+)/g)].some(([, address = '']) => !address.startsWith("'/api/")),
  );
  // The form is handed an address of ours; the channels have theirs from the environment.
  expect(callsOut.map(({ file }) => file).sort()).toEqual([
    'components/ui/table-upload-form.tsx',
    'server/channels.ts',
  ]);
  // database, its replica, mail, scanner and the organisation's own sign-in
  const sockets = [
    ...['channels', 'db', 'health', 'replica', 'scanner', 'sql'].map((name) => `server/${name}.ts`),
    'features/identity/provider.ts',
  ];
  const packages = /from '(?:node:(?:net|tls|http|https|http2|dgram|dns)|pg|nodemailer|undici|openid-client)'/;
  expect(filesWith(packages, sockets)).toEqual([]);
});

it('no chance comes from Math.random, and no hash is an old one', () => {
  expect(filesWith(/Math\.random/)).toEqual([]);
  // MD5 there tells equal rows of an import apart, as an index of the database does; it guards nothing.
  const sameness = ['features/bulk-imports/mutations-batch.ts'];
  expect(filesWith(/(?:createHash|createHmac)\((?!'sha256')/, sameness)).toEqual([]);
  expect(filesWith(/createCipheriv\((?!'aes-256-gcm')/)).toEqual([]);
});

it('no other site is let in, and no certificate is waved through', () => {
  expect(filesWith(/Access-Control-Allow|postMessage\(|jsonp|new WebSocket/i)).toEqual([]);
  expect(filesWith(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]);
});

it('nothing is written into a store of the browser but what is said here', () => {
  const stores = [
    // visits off line, encrypted under a key that the browser does not hand out
    'lib/private-store.ts',
    // which cases come next in a queue, as ids
    'features/worklist/components/queue-keeper.tsx',
    // who used the portal last, as an id
    'features/field/field-user.ts',
  ];
  expect(filesWith(/sessionStorage|localStorage|indexedDB|document\.cookie|\bcaches\./, stores)).toEqual([]);
});

it('no field keeps a password from being pasted', () => {
  expect(filesWith(/onPaste/)).toEqual([]);
});

it.each([
  ['a picture that can hold a script', "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"],
  ['the same with a head', "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"],
  ['a page', '<!DOCTYPE html><html><body></body></html>'],
  ['a script', 'alert(1)'],
])('%s is no kind of file that is kept', async (_what, text) => {
  expect(await sniff(new TextEncoder().encode(text))).toEqual({ kind: 'OTHER' });
});
