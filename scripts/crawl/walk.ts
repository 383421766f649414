import { unzip } from '../../src/server/unzip';
import type { Needles } from './needles';

export type Finding = { username: string; address: string; how: string };
export type Walked = {
  asked: number;
  bytes: number;
  files: number;
  failed: string[];
  findings: Finding[];
  addresses: Set<string>;
};

type Options = {
  url: string;
  username: string;
  cookie: string;
  needles: Needles;
  /** where the walk begins, besides what it finds */
  from: readonly string[];
  /** addresses of one form (other ids, other values) that are asked for */
  alike: number;
  most: number;
};

/** What would end the session, or sends a form: nothing is posted. */
const LEFT_OUT = /^\/(api\/(auth|sign-out|preferences|provider|health)|sign-in|dev|_next)/;
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The form of an address: ids and the values of its parameters do not count. */
export function formOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://portal');
  const names = [...new Set([...searchParams].map(([name, value]) => (name === 'tab' ? `tab=${value}` : name)))].sort();
  return `${pathname.replace(ID, '[id]').replace(/\d{3,}/g, '[n]')}?${names.join('&')}`;
}

/**
 * Follows every link of the same site as this person, breadth first, and asks for each page as a browser does and as the
 * framework does within a page (RSC). Addresses, heads and bodies are searched, files unpacked.
 */
export async function walk({ url, username, cookie, needles, from, alike, most }: Options): Promise<Walked> {
  const walked: Walked = { asked: 0, bytes: 0, files: 0, failed: [], findings: [], addresses: new Set() };
  const queue = [...from];
  const seen = new Set(queue);
  const forms = new Map<string, number>();
  const note = (address: string, part: string, text: string) => {
    for (const how of needles.find(text))
      walked.findings.push({ username, address: `${formOf(address)} (${part})`, how });
  };
  for (let address = queue.shift(); address !== undefined && walked.asked < most; address = queue.shift()) {
    const times = forms.get(formOf(address)) ?? 0;
    if (times >= alike || LEFT_OUT.test(address)) continue;
    forms.set(formOf(address), times + 1);
    note(address, 'address', address);
    for (const kind of address.startsWith('/api/') ? (['file'] as const) : (['page', 'payload'] as const)) {
      walked.asked += 1;
      const answer = await ask(url, address, cookie, kind);
      if (answer === null || answer.status >= 500)
        walked.failed.push(`${formOf(address)} ${answer?.status ?? 'no answer'}`);
      if (answer === null) continue;
      walked.bytes += answer.bytes.length;
      walked.addresses.add(formOf(address));
      note(address, `${kind}, head`, answer.head);
      for (const text of await textsOf(answer.bytes)) note(address, kind, text);
      if (kind === 'file') walked.files += 1;
      if (kind !== 'page') continue;
      for (const link of [...linksOf(answer.bytes.toString('utf8')), ...answer.leadsTo])
        if (!seen.has(link)) {
          seen.add(link);
          queue.push(link);
        }
    }
  }
  return walked;
}

type Answer = { status: number; head: string; bytes: Buffer; leadsTo: string[] };

async function ask(
  url: string,
  address: string,
  cookie: string,
  kind: 'page' | 'payload' | 'file',
): Promise<Answer | null> {
  try {
    const headers: Record<string, string> = { cookie, accept: kind === 'page' ? 'text/html' : '*/*' };
    if (kind === 'payload') headers.RSC = '1';
    const once = (path: string) =>
      fetch(new URL(path, url), { headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    let response = await once(address);
    // the framework wants the hash of such a request's head in its address, and says which
    const hashed = kind === 'payload' && response.status === 307 ? response.headers.get('location') : null;
    if (hashed?.includes('_rsc')) response = await once(hashed);
    const location = response.headers.get('location');
    return {
      status: response.status,
      // the session's own cookie is set anew, and says nothing of anybody
      head: [...response.headers]
        .filter(([name]) => name !== 'set-cookie')
        .flat()
        .join('\n'),
      bytes: Buffer.from(await response.arrayBuffer()),
      leadsTo: location ? linksOf(`href="${location.replace(url, '')}"`) : [],
    };
  } catch {
    return null;
  }
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src|action)="(\/[^"#]*)/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
}

const LIMITS = { entries: 500, bytes: 60_000_000 };

/** The body as text; of a workbook or a Word file every part of it. */
async function textsOf(bytes: Buffer): Promise<string[]> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return [bytes.toString('utf8')];
  const parts = await unzip(bytes, () => true, LIMITS);
  return parts.ok ? [...parts.files.values()].map((part) => part.toString('utf8')) : [];
}
