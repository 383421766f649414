import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { standBetween, sumOf } from './between';
import { crawl } from './crawl';
import { type Outcome, type Target, withoutCounts } from './target';
import { runTool } from './tool';

/**
 * Those of its parts that look for something a portal could have; the others ask sites elsewhere, guess names, as ffuf
 * does, or look for a token in each form, where the portal holds its origin against it (`probes` tries that).
 */
const MODULES = 'blindsql,sql,exec,file,xss,permanentxss,xxe,ssrf,redirect,crlf,backup,htaccess,methods,shellshock';

/**
 * wapiti from the pages of one county official: it follows links by itself, and then tries every parameter that it met.
 * What would sign it out is left out in between (its own option for that stops in its code).
 */
export async function runWapiti(target: Target, minutes: number, username = 'county'): Promise<Outcome> {
  const place = await mkdtemp(path.join(tmpdir(), 'wapiti-'));
  const cookie = await target.cookieOf(username);
  const between = await standBetween(target.url, { cookie: () => cookie });
  const starts = await crawl(target, [username], Math.min(60, minutes * 10));
  const out = path.join(place, 'report.json');
  const seconds = minutes * 60;
  const endCounts = withoutCounts(target);
  const addresses = starts
    .filter(({ params }) => params.size > 0)
    .flatMap(({ address, params }) => ['-s', `${between.url}${address}?${new URLSearchParams([...params])}`]);
  const said = await runTool(
    'wapiti',
    [
      ...['-u', `${between.url}/worklist`, ...addresses, '--scope', 'domain', '-m', MODULES, '-f', 'json', '-o', out],
      ...['--store-session', place, '--max-scan-time', String(Math.round(seconds / 4)), '--max-links-per-page', '60'],
      ...[
        '--max-attack-time',
        String(Math.round((seconds * 0.7) / MODULES.split(',').length)),
        '--no-bugreport',
        '-t',
        '15',
      ],
      ...['-d', '3', '--max-files-per-dir', '20', '--flush-session', '-v', '1'],
    ],
    seconds + 60,
  );
  await endCounts();
  await between.stop();
  const report = JSON.parse(await readFile(out, 'utf8').catch(() => 'null')) as {
    vulnerabilities: Record<string, { method: string; path: string; info: string }[]>;
    anomalies: Record<string, { method: string; path: string; info: string }[]>;
  } | null;
  await rm(place, { recursive: true, force: true });
  const found = Object.entries({ ...report?.vulnerabilities, ...report?.anomalies }).flatMap(([kind, list]) =>
    list.map(({ method, path, info }) => `${kind}: ${method} ${path.slice(0, 200)}: ${info.slice(0, 200)}`),
  );
  return {
    part: 'wapiti',
    tried: sumOf(between.statuses),
    findings: [...found, ...between.broken, ...(report ? [] : [`it made no report: ${said.slice(-1_500)}`])],
    figures: { username, modules: MODULES, statuses: between.statuses, begun: starts.length },
  };
}
