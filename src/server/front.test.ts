import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';

const example = readFileSync(path.resolve(import.meta.dirname, '../../docs/deploy/nginx.conf'), 'utf8');
const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((file) => existsSync(file));

it.skipIf(!nginx)(
  'nginx takes the example of a front (skipped where nginx is not installed: apt-get install nginx-light)',
  () => {
    const place = mkdtempSync(path.join(tmpdir(), 'front-'));
    try {
      mkdirSync(path.join(place, 'log'));
      const certificate = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=portal.example.gov.cn',
      ];
      const files = ['-keyout', path.join(place, 'portal.key'), '-out', path.join(place, 'portal.crt')];
      execFileSync('openssl', [...certificate, ...files], { stdio: 'ignore' });
      const here = example
        .replaceAll('/etc/nginx/portal', path.join(place, 'portal'))
        .replaceAll('/var/log/nginx', path.join(place, 'log'))
        .replace('/run/nginx.pid', path.join(place, 'nginx.pid'));
      writeFileSync(path.join(place, 'nginx.conf'), here);
      const said = execFileSync(nginx as string, ['-t', '-c', path.join(place, 'nginx.conf'), '-p', place], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(said).not.toContain('emerg');
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
);

it('the front writes every head anew that the portal or its framework believes', () => {
  for (const head of ['Host', 'X-Forwarded-Host', 'X-Forwarded-For', 'X-Forwarded-Proto', 'x-middleware-subrequest'])
    expect(example).toMatch(new RegExp(`proxy_set_header ${head} `));
  expect(example).not.toContain('$proxy_add_x_forwarded_for');
});
