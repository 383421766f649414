import { randomOf } from './target';

/** What requests are made of: where to, actions of the build by their ids, sessions of people. */
export type Materials = {
  host: string;
  routes: readonly string[];
  actions: readonly string[];
  /** who asks for pages and posts JSON */
  people: readonly { cookie: string; userId: string }[];
  /** who posts forms of real actions: some of those need no more than a session to do something */
  posters: readonly { cookie: string }[];
};
/** `alone`: its frame is broken, so that it has a connection to itself, which its sender closes. */
export type Malformed = { kind: string; bytes: Buffer; isHead: boolean; alone: boolean };

type Dice = { random: () => number; pick: <T>(from: readonly T[]) => T; upTo: (most: number) => number };

const ID = '019a0000-0000-7000-8000-00000000abcd';
const WORDS = [
  ...["'", '"', '%00', '%ff', '../', '%2e%2e%2f', '<script>', '{{7*7}}', '\u202e', '{"$gt":""}', '%', '[]', '%C0%AF'],
  ...[
    '__proto__',
    'constructor',
    '0',
    '-1',
    '1e999',
    'NaN',
    '9'.repeat(40),
    ID,
    'x'.repeat(300),
    '中'.repeat(90),
    '\\',
  ],
  ...[
    '%ED%A0%80',
    '%0d%0aset-cookie:a=b',
    'null',
    'true',
    '2026-02-30',
    '9999-99-99',
    '0000-00-00',
    '²',
    '%F0%9F%91%AA',
  ],
];
const QUERY =
  'q page sort after before region from to view _rsc programme asOf recorded measures tab case month year kind stage receipt callbackUrl error edit done rows back refused unit columns year'.split(
    ' ',
  );
const HEADS = [
  'next-action: 7f0000000000000000000000000000000000000000',
  `next-action: ${'f'.repeat(200)}`,
  'next-action: __proto__',
  'rsc: 1',
  'rsc: 1\r\nnext-router-state-tree: %5B%22%22%2C%7B',
  `rsc: 1\r\nnext-router-state-tree: ${'%5B'.repeat(300)}`,
  'rsc: 1\r\nnext-router-state-tree: %5B%22%22%2C%7B%22children%22%3A%5B%22cases%22%2C%7B%7D%5D%7D%2Cnull%2Cnull%2Ctrue%5D',
  'rsc: 1\r\nnext-url: %%%',
  'next-router-prefetch: 1',
  'rsc: 1\r\nnext-router-prefetch: 2',
  'rsc: 1\r\nnext-router-prefetch: 1\r\nnext-router-segment-prefetch: /_tree',
  'rsc: 1\r\nnext-router-prefetch: 1\r\nnext-router-segment-prefetch: /../%00',
  'x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware',
  'x-middleware-subrequest: src/proxy:src/proxy:src/proxy:src/proxy:src/proxy',
  'x-middleware-rewrite: http://127.0.0.1:1/',
  'x-middleware-set-cookie: a=b',
  'x-action-forwarded: 1',
  'x-nextjs-data: 1',
  'x-invoke-path: /%ff',
  'x-matched-path: /cases',
  'x-now-route-matches: 1=%ff',
  'next-resume: 1',
  'next-test-fetch-priority: 1',
  'x-prerender-revalidate: 1',
  'x-forwarded-host: evil.example',
  'x-forwarded-host: %%%',
  'x-forwarded-proto: javascript',
  'x-forwarded-port: 99999999',
  'x-forwarded-for: 999.1.1.1, ::::',
  'forwarded: for=\u00ff;host="',
  `authorization: Bearer ${'A'.repeat(300)}`,
  'authorization: Basic ====',
  'cookie: fuqiao.session=eyJhbGciOiJub25lIn0..',
  'cookie: %=%; =; a; __proto__=1; NEXT_LOCALE=\u00ff; locale=../../x',
  `accept-language: ${'zh,'.repeat(200)}`,
  'accept-language: \u00ff-\u00ff;q=NaN',
  'accept: */*;q=-1,\u00ff',
  'accept-encoding: gzip;q=9, br;q=x, \u00ff',
  'range: bytes=0-,0-,0-,0-',
  'if-modified-since: never',
  'expect: 100-continue',
  `if-none-match: "${'x'.repeat(100)}"`,
  'content-encoding: gzip',
  'transfer-encoding: identity',
  'sec-fetch-site: cross-site',
  'origin: http://[',
  'origin: null',
  'referer: \u00ff://',
  'user-agent: \u00ff'.repeat(1),
  'te: trailers, deflate;q=0.5',
  'upgrade: websocket\r\nconnection: upgrade',
  'upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABkAAQAAP__',
  'connection: close, keep-alive, \u00ff',
];
const METHODS = [...['GET', 'GET', 'GET', 'HEAD', 'POST', 'POST'], ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']];
const VERBS = 'TRACE PROPFIND LOCK MKCOL SEARCH PURGE REPORT M-SEARCH SUBSCRIBE LINK UNLINK NOTIFY COPY MOVE'.split(
  ' ',
);
const TYPES = [
  ...['application/json', 'text/plain;charset=UTF-8', 'multipart/form-data; boundary=x', 'multipart/form-data'],
  ...[`multipart/form-data; boundary=${'y'.repeat(300)}`, 'multipart/form-data; boundary="', 'multipart/mixed'],
  ...[
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'application/json; charset=utf-16',
    '\u00ff/\u00ff',
    '',
  ],
];
const TEXTS = [
  ...['', '{', '[]', 'null', '"', '1e999', '{"__proto__":{"a":1}}', '["$K1","$F1","$@0","$Q0"]', '[null,"$K1"]'],
  ...['[{"then":"$1:__proto__:then","status":"resolved_model"}]', '["$1:a:a"]', '["$i1","$W1","$B1","$h1","$R1"]'],
  ...[`["$n${'9'.repeat(4_000)}"]`, '["$T","$u","$D2026","$-Infinity","$I","$S","$Y"]', '"$0"', '["$0:0:0:0:0"]'],
  ...[
    'a=%ZZ&b=%00&c[]=1&c[]=2',
    '\u0000\u0001\u0002',
    '['.repeat(3_000),
    '{"a":'.repeat(1_000),
    '\ufeff{}',
    '["\\ud800"]',
  ],
];
const PARTS = [
  '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$1:a:a"]\r\n--x\r\n',
  '--x\r\nContent-Disposition: form-data; name="file"; filename="../../a.pdf"\r\n\r\n%PDF\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--\r\n',
  '--x\r\n\r\n\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n',
  '--x--\r\n',
  'preamble without parts',
];

const unit = ({ pick, upTo }: Dice) => pick(WORDS).repeat(1 + upTo(3));

function addressOf(dice: Dice, { routes }: Materials): string {
  const { random, pick } = dice;
  let address = pick(routes).replace(/\[[^\]]+\]/g, () =>
    random() < 0.6 ? encodeURIComponent(pick(WORDS)) : pick([ID, pick(WORDS).replace(/[^\x21-\x7e]|[?#]/g, '%')]),
  );
  const parts = Array.from(
    { length: dice.upTo(4) },
    () =>
      `${pick(QUERY)}=${random() < 0.7 ? encodeURIComponent(unit(dice)) : pick(WORDS).replace(/[^\x21-\x7e]/g, '%')}`,
  );
  if (parts.length > 0) address += `?${parts.join('&')}`;
  return address;
}

/** Some bytes turned, taken out, doubled or put in; what is around them stands. */
function damage(dice: Dice, bytes: Buffer): Buffer {
  const { upTo, pick } = dice;
  let result = Buffer.from(bytes);
  for (let times = 1 + upTo(3); times > 0 && result.length > 0; times -= 1) {
    const at = upTo(result.length);
    const end = Math.min(result.length, at + 1 + upTo(40));
    const [before, piece, after] = [result.subarray(0, at), result.subarray(at, end), result.subarray(end)];
    const change = upTo(4);
    if (change === 0) result[at] = upTo(256);
    else if (change === 1) result = Buffer.concat([before, after]);
    else if (change === 2) result = Buffer.concat([before, piece, piece, after]);
    else result = Buffer.concat([before, Buffer.from(pick(WORDS)), piece, after]);
  }
  return result;
}

function whole(kind: string, method: string, address: string, heads: string[], body?: Buffer): Malformed {
  const all = body === undefined ? heads : [...heads, `content-length: ${body.length}`];
  const head = Buffer.from(`${method} ${address} HTTP/1.1\r\n${all.filter(Boolean).join('\r\n')}\r\n\r\n`, 'latin1');
  return { kind, bytes: body ? Buffer.concat([head, body]) : head, isHead: method === 'HEAD', alone: false };
}

const own = (host: string) => [`host: ${host}`, `origin: http://${host}`, 'sec-fetch-site: same-origin'];
const typed = (type: string) => (type === '' ? '' : `content-type: ${type}`);

/** Broken addresses, heads, types and bodies at any page or route, as anybody or as somebody who is signed in. */
function anyRequest(dice: Dice, materials: Materials): Malformed {
  const { random, pick, upTo } = dice;
  const method = pick(METHODS);
  const heads = random() < 0.7 ? own(materials.host) : [`host: ${materials.host}`];
  if (random() < 0.5) heads.push(`cookie: ${pick(materials.people).cookie}`);
  for (let left = upTo(4); left > 0; left -= 1) heads.push(pick(HEADS));
  const address = addressOf(dice, materials);
  if (method === 'GET' || method === 'HEAD') return whole('any', method, address, heads);
  heads.push(typed(pick(TYPES)));
  return whole('any', method, address, heads, Buffer.from(random() < 0.7 ? pick(TEXTS) : pick(PARTS)));
}

/** A form as the page sends it, with something broken in it: the action's real id, by scripts or without them. */
function actionRequest(dice: Dice, materials: Materials): Malformed {
  const { random, pick, upTo } = dice;
  const id = materials.actions.length > 0 && random() < 0.95 ? pick(materials.actions) : '7f'.repeat(21);
  const heads = [...own(materials.host), `cookie: ${pick(materials.posters).cookie}`];
  const address = random() < 0.5 ? '/sign-in' : addressOf(dice, materials);
  if (random() < 0.25) {
    const text =
      random() < 0.5 ? Buffer.from(pick(TEXTS)) : damage(dice, Buffer.from('[null,{"a":["$D2026-01-01",1]}]'));
    return whole(
      'action',
      'POST',
      address,
      [...heads, `next-action: ${id}`, 'content-type: text/plain;charset=UTF-8'],
      text,
    );
  }
  const byScript = random() < 0.6;
  const names = [
    'caseId',
    'id',
    'version',
    'note',
    'amountFen',
    'reason',
    'items[0].text',
    'password',
    '__proto__',
    'file',
  ];
  const fields = Array.from({ length: upTo(5) }, (): [string, string] => [
    pick(names),
    random() < 0.5 ? unit(dice) : pick(TEXTS).slice(0, 500),
  ]);
  const first: [string, string][] = byScript
    ? [['0', random() < 0.7 ? '[null,"$K1"]' : pick(TEXTS)]]
    : random() < 0.5
      ? [[`$ACTION_ID_${id}`, '']]
      : [
          ['$ACTION_REF_1', ''],
          ['$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`],
          ['$ACTION_1:1', random() < 0.5 ? '[null]' : pick(TEXTS)],
          ['$ACTION_KEY', 'k1'],
        ];
  const parts = [
    ...(byScript ? fields.map(([name, value]): [string, string] => [`1_${name}`, value]) : fields),
    ...first,
  ];
  const body = Buffer.from(
    `${parts.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`,
  );
  if (byScript) heads.push(`next-action: ${id}`);
  const sent = random() < 0.6 ? damage(dice, body) : body;
  return whole('action', 'POST', address, [...heads, 'content-type: multipart/form-data; boundary=x'], sent);
}

/** What the routes for scripts take, of the right form, with something broken in it. */
function jsonRequest(dice: Dice, materials: Materials): Malformed {
  const { random, pick } = dice;
  const { cookie, userId } = pick(materials.people);
  const heads = [...own(materials.host), `cookie: ${cookie}`, 'content-type: application/json'];
  const posts = materials.routes.filter((route) => route.startsWith('/api/'));
  const value = () => pick([...WORDS.slice(0, 30), '\u0000', '\ud800', '']);
  const body = {
    writerId: userId,
    formKey: random() < 0.5 ? 'fuzz' : value(),
    intent: pick(['save', 'discard', 'x']),
    href: value(),
    title: value(),
    kind: pick(['visit', 'report', 'x']),
    caseId: random() < 0.5 ? ID : value(),
    values: { [value()]: value(), list: [value(), pick([1, null, {}])] },
    revision: pick([0, -1, 1.5, 1e99, '1']),
  };
  const text = Buffer.from(JSON.stringify(body));
  const address =
    random() < 0.5 ? pick(['/api/drafts', '/api/field', '/api/preferences']) : pick(posts).replace(/\[[^\]]+\]/g, ID);
  return whole('json', 'POST', address, heads, random() < 0.4 ? damage(dice, text) : text);
}

/** What no server should take as a request: targets, hosts and verbs that are for others. */
function headRequest(dice: Dice, { host }: Materials): Malformed {
  const { random, pick } = dice;
  if (random() < 0.4) return whole('verb', pick(VERBS), pick(['/', '/sign-in', '/api/health']), [`host: ${host}`]);
  if (random() < 0.5) {
    const target = pick([
      '*',
      `http://${host}/`,
      'http://127.0.0.1:1/',
      'https://evil.example/x',
      '//evil.example/',
      '/\\evil.example',
      'sign-in',
      '?',
      '/..//..//',
      '/%2f%2fevil',
      '/%',
      '/%zz',
      '/a%00b',
      '/.%2e/.%2e/etc/passwd',
      `/${'a/'.repeat(2_000)}`,
    ]);
    return whole('target', pick(['GET', 'OPTIONS', 'POST', 'HEAD']), target, [`host: ${host}`], undefined);
  }
  const name = pick([
    'a b',
    '[::1',
    '%00',
    '',
    'a,b',
    '\u00ff',
    `${host}@evil.example`,
    'x'.repeat(3_000),
    '..',
    host.replace(/\d+$/, '99999'),
    'a/b',
    'a?b',
    'a#b',
  ]);
  return whole('host', 'GET', pick(['/sign-in', '/', '/api/v1/figures']), [`host: ${name}`]);
}

/** Frames that are broken: each on its own connection. */
function wireRequest(dice: Dice, { host }: Materials): Malformed {
  const { random, pick, upTo } = dice;
  const post = (heads: string, body: string) =>
    `POST /sign-in HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\n${heads}\r\n\r\n${body}`;
  const good = `GET /api/health HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
  const texts = [
    () => damage(dice, Buffer.from(good)),
    () => damage(dice, Buffer.from(post('content-type: text/plain\r\ncontent-length: 5', 'abcde'))),
    () => Buffer.from(post('content-length: 5\r\ncontent-length: 6', 'abcdef')),
    () => Buffer.from(post('content-length: 5\r\ntransfer-encoding: chunked', '0\r\n\r\nGET /x HTTP/1.1\r\n\r\n')),
    () =>
      Buffer.from(
        post(
          `transfer-encoding: ${pick(['xchunked', 'chunked, identity', ' chunked', 'chunked\u000b', 'gzip, chunked', 'identity', 'chunked, chunked'])}`,
          '5\r\nabcde\r\n0\r\n\r\n',
        ),
      ),
    () =>
      Buffer.from(
        post(
          'transfer-encoding: chunked',
          `${pick(['FFFFFFFFFFFFFFFFF', '-1', 'g', '5;'.padEnd(9_000, 'x'), '0x5', '5 5', ''])}\r\nabcde\r\n0\r\n\r\n`,
        ),
      ),
    () =>
      Buffer.from(
        post(
          'transfer-encoding: chunked',
          `5\r\nabcde\r\n0\r\n${pick(['x', 'a: b\r\n', '\u0000', 'content-length: 9\r\n'])}`,
        ),
      ),
    () =>
      Buffer.from(
        post(
          `content-length: ${pick(['-1', '1e99', '+5', '5, 5', '0x5', '9'.repeat(30), '99999', '', '5\u0000'])}`,
          'abcde',
        ),
      ),
    () =>
      Buffer.from(
        post(
          `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${1_000 + upTo(100_000)}`,
          '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut off',
        ),
      ),
    () =>
      Buffer.from(
        `GET /sign-in HTTP/${pick(['0.9', '1.0', '2.0', '1.2', '9.9', '1', 'x', ''])}\r\n${random() < 0.5 ? `host: ${host}\r\n` : ''}\r\n`,
      ),
    () => Buffer.from(`GET /sign-in\r\n\r\n`),
    () => Buffer.from(`GET  /sign-in HTTP/1.1\r\nhost: ${host}\r\n\r\n`),
    () => Buffer.from(`GET /${pick(['a b', '\u0000', 'é', 'x'.repeat(20_000)])} HTTP/1.1\r\nhost: ${host}\r\n\r\n`),
    () =>
      Buffer.from(
        `GET /sign-in HTTP/1.1\r\nhost: ${host}\r\n${pick(['no colon', ': nothing', 'a b: c', 'a\u0000: b', ' folded: x', 'a: b\u0000', 'a:b\rc: d', `a: ${'b'.repeat(70_000)}`, 'a: b\r\n'.repeat(2_500)])}\r\n\r\n`,
      ),
    () => Buffer.from(`GET /sign-in HTTP/1.1\r\nhost: a\r\nhost: ${host}\r\n\r\n`),
    () => Buffer.from(`GET /sign-in HTTP/1.1\nhost: ${host}\n\n`),
    () => Buffer.from(`${'\r\n'.repeat(upTo(200))}${good}`),
    () => Buffer.from(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`),
    () => Buffer.from(`CONNECT ${pick(['127.0.0.1:22', '/', 'x'])} HTTP/1.1\r\nhost: ${host}\r\n\r\n`),
    () =>
      Buffer.from(
        `GET /sign-in HTTP/1.1\r\nhost: ${host}\r\nexpect: ${pick(['200-ok', '100-continue, x', '\u00ff'])}\r\n\r\n`,
        'latin1',
      ),
    () => Buffer.from('16030100a5010000a10303', 'hex'),
    () => Buffer.from(Array.from({ length: 1 + upTo(400) }, () => upTo(256))),
  ];
  return { kind: 'wire', bytes: pick(texts)(), isHead: false, alone: true };
}

/** What is refused before it is read costs the portal little, and most of it is that: the rest must be worth its time. */
const MIX: [number, (dice: Dice, materials: Materials) => Malformed][] = [
  [0.3, wireRequest],
  [0.65, headRequest],
  [0.82, anyRequest],
  [0.93, actionRequest],
  [1, jsonRequest],
];

/** The malformed request of this number; the same seed and number make the same one, but for the sessions in it. */
export function makeRequest(seed: number, number: number, materials: Materials): Malformed {
  const random = randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const upTo = (most: number) => Math.floor(random() * most);
  const dice: Dice = { random, upTo, pick: (from) => from[upTo(from.length)] as (typeof from)[number] };
  const share = random();
  const make = MIX.find(([upToShare]) => share < upToShare)?.[1] ?? anyRequest;
  return make(dice, materials);
}
