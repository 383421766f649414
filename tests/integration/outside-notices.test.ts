import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerConsultation } from '@/features/consultations/mutations';
import { markCaseOpened } from '@/features/notices/mutations';
import { planDigests, sendByChannel, sendDigest, tellDue } from '@/features/notices/mutations-daily';
import { urgeCase } from '@/features/worklist/mutations';
import { startWorker } from '@/jobs/start-worker';
import { mailChannel, smsChannel, wecomChannel } from '@/server/channels';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { householdConsultation } from '../support/consultation';
import { actorFor, at, must, noon } from '../support/world';

type Mail = { to: string[]; raw: string };
type Call = { path: string; authorization: string | undefined; body: Record<string, unknown> };

let smtp: ChildProcess;
let smtpPort = 0;
const mails: Mail[] = [];
let refusing = false;

let gateway: Server;
let base = '';
const calls: Call[] = [];
let failures: { sms: boolean; wecom: boolean; spentToken: boolean } = { sms: false, wecom: false, spentToken: false };

async function until(holds: () => boolean | Promise<boolean>) {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(25)) if (await holds()) return;
  throw new Error('it did not come about in time');
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
}

/** An SMS gateway and WeCom's two addresses, as far as they are spoken to. */
function startGateway(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    calls.push({ path: url.pathname, authorization: request.headers.authorization, body: await bodyOf(request) });
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (url.pathname === '/sms') return answer(failures.sms ? 503 : 200, {});
    if (failures.wecom) return answer(500, {});
    if (url.pathname === '/cgi-bin/gettoken') {
      if (url.searchParams.get('corpsecret') !== 'the-secret') return answer(200, { errcode: 40001 });
      failures.spentToken = false;
      return answer(200, { errcode: 0, access_token: 'token' });
    }
    if (url.pathname === '/cgi-bin/message/send') return answer(200, { errcode: failures.spentToken ? 42001 : 0 });
    return answer(404, {});
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function tellSmtp(word: 'refuse' | 'accept') {
  smtp.stdin?.write(`${word}\n`);
  return until(() => refusing === (word === 'refuse'));
}

let caseId = '';
let reference = '';
const idOf = async (username: string) => (await actorFor(username)).userId;
const setUser = async (username: string, data: Parameters<ReturnType<typeof db>['user']['update']>[0]['data']) =>
  db().user.update({ where: { id: await idOf(username) }, data });

beforeAll(async () => {
  smtp = spawn(process.execPath, ['--import', 'tsx', 'tests/support/mail-server.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!smtp.stdout) throw new Error('the mail server says nothing');
  createInterface({ input: smtp.stdout }).on('line', (line) => {
    const said = JSON.parse(line);
    if ('port' in said) smtpPort = said.port;
    else if ('refusing' in said) refusing = said.refusing;
    else mails.push(said);
  });
  gateway = await startGateway();
  const address = gateway.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  await until(() => smtpPort > 0);
  // before anything reads the configuration
  Object.assign(process.env, {
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'fuqiao@example.org',
    SMS_URL: `${base}/sms`,
    SMS_TOKEN: 'a-token',
    WECOM_URL: base,
    WECOM_CORP_ID: 'corp',
    WECOM_SECRET: 'the-secret',
    WECOM_AGENT_ID: '7',
  });
  const opened = must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(71)));
  [caseId, reference] = [opened.id, opened.reference];
  await setUser('station', {
    email: 'station@example.org',
    phoneCipher: encrypt('13900000001'),
    wecomId: 'station-id',
  });
}, 120_000);

afterAll(() => {
  smtp.kill();
  gateway.close();
});

/** The text of a mail as its reader sees it. */
function textOf({ raw }: Mail): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  return /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString('utf8')
    : Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8');
}

describe('the daily digest', () => {
  it('is one mail per person with counts, references and links, and names nobody', async () => {
    must(await urgeCase(await at('county', '2026-03-03'), { caseId }));
    expect(await planDigests(noon('2026-03-04'))).toBe(1);
    await sendDigest(await idOf('station'), noon('2026-03-04'));
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.to).toEqual(['station@example.org']);
    const text = mail ? textOf(mail) : '';
    expect(text).toContain(reference);
    expect(text).toContain(`/cases/${caseId}`);
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    for (const personal of [row.applicantName, row.title, '13900000001', '示例']) expect(text).not.toContain(personal);
    expect(text).toMatch(/催办/);
    expect(text).toMatch(/Urged/);
  });

  it('is not sent twice, nor to who has no address or nothing new', async () => {
    await sendDigest(await idOf('station'), noon('2026-03-05'));
    expect(mails).toHaveLength(1);
    expect(await planDigests(noon('2026-03-05'))).toBe(0);
    await sendDigest(await idOf('county'), noon('2026-03-05'));
    expect(mails).toHaveLength(1);
  });

  it('that the server turns away is marked as not mailed, and tried again', async () => {
    const station = await idOf('station');
    must(await markCaseOpened(await at('station', '2026-03-05'), { caseId }));
    must(await urgeCase(await at('county', '2026-03-05'), { caseId }));
    await tellSmtp('refuse');
    await expect(sendDigest(station, noon('2026-03-06'))).rejects.toThrow();
    expect(await db().notice.count({ where: { userId: station, readAt: null, mailedAt: null } })).toBe(1);
    await tellSmtp('accept');
    await sendDigest(station, noon('2026-03-06'));
    expect(mails).toHaveLength(2);
    expect(await db().notice.count({ where: { userId: station, readAt: null, mailedAt: null } })).toBe(0);
  });

  it('goes out by the queue', async () => {
    must(await markCaseOpened(await at('station', '2026-03-06'), { caseId }));
    must(await urgeCase(await at('county', '2026-03-09'), { caseId }));
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    expect(await planDigests(noon('2026-03-10'))).toBe(1);
    const worker = startWorker();
    try {
      await until(() => mails.length === 3);
    } finally {
      await worker.stop();
    }
  });

  it('throws where no server listens', async () => {
    const nowhere = mailChannel({ url: 'smtp://127.0.0.1:1', from: 'a@example.org' });
    const to = { email: 'a@example.org', phone: null, wecomId: null };
    await expect(nowhere.send({ to, subject: 's', text: 't' })).rejects.toThrow();
    expect(await nowhere.send({ to: { ...to, email: null }, subject: 's', text: 't' })).toBe(false);
  });
});

describe('a reminder outside the portal', () => {
  const urged = async () => ({ userId: await idOf('station'), kind: 'URGED' as const, caseId, reference });

  it('goes by WeCom first, with a reference and a link and no name', async () => {
    calls.length = 0;
    await sendByChannel(await urged());
    expect(calls.map((call) => call.path)).toEqual(['/cgi-bin/gettoken', '/cgi-bin/message/send']);
    expect(calls[1]?.body).toMatchObject({ touser: 'station-id', msgtype: 'text', agentid: 7 });
    const { content } = (calls[1]?.body.text ?? {}) as { content?: string };
    expect(content).toContain(reference);
    expect(content).toContain(`/cases/${caseId}`);
    expect(content).not.toContain('示例');
  });

  it('gets a new token when the old one is spent', async () => {
    calls.length = 0;
    failures.spentToken = true;
    await sendByChannel(await urged());
    expect(calls.map((call) => call.path)).toEqual([
      '/cgi-bin/message/send',
      '/cgi-bin/gettoken',
      '/cgi-bin/message/send',
    ]);
  });

  it('goes by SMS where WeCom fails, and is tried again where both do', async () => {
    calls.length = 0;
    failures = { sms: false, wecom: true, spentToken: false };
    await sendByChannel(await urged());
    const sms = calls.find((call) => call.path === '/sms');
    expect(sms).toMatchObject({ authorization: 'Bearer a-token', body: { to: '13900000001' } });
    failures = { sms: true, wecom: true, spentToken: false };
    await expect(sendByChannel(await urged())).rejects.toThrow();
    failures = { sms: false, wecom: false, spentToken: false };
  });

  it('is not sent to who has read it, has left, or has no address', async () => {
    calls.length = 0;
    const job = { userId: await idOf('county'), kind: 'DUE' as const, count: 2 };
    await sendByChannel(job);
    await setUser('station', { status: 'DEACTIVATED' });
    await sendByChannel(await urged());
    await setUser('station', { status: 'ACTIVE' });
    must(await markCaseOpened(await at('station', '2026-03-10'), { caseId }));
    await sendByChannel(await urged());
    expect(calls).toEqual([]);
  });

  it('says how many cases are due, and is asked for once a day', async () => {
    await db().caseRecord.update({ where: { id: caseId }, data: { dueOn: new Date('2026-03-11') } });
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await tellDue(noon('2026-03-11'));
    await tellDue(noon('2026-03-11'));
    calls.length = 0;
    const worker = startWorker();
    try {
      await until(() => calls.some((call) => call.path === '/cgi-bin/message/send'));
    } finally {
      await worker.stop();
    }
    const sent = calls.filter((call) => call.path === '/cgi-bin/message/send');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body.text).toMatchObject({ content: expect.stringMatching(/1 件/) });
  });

  it('is refused loudly by a gateway that does not know us', async () => {
    const message = { to: { email: null, phone: '139', wecomId: 'x' }, subject: '', text: 't' };
    const stranger = wecomChannel({ url: base, corpId: 'corp', secret: 'wrong', agentId: 7 });
    await expect(stranger.send(message)).rejects.toThrow('40001');
    const nowhere = smsChannel({ url: `${base}/nowhere`, token: 't' });
    await expect(nowhere.send(message)).rejects.toThrow('404');
    const nobody = { ...message, to: { email: null, phone: null, wecomId: null } };
    expect(await stranger.send(nobody)).toBe(false);
    expect(await nowhere.send(nobody)).toBe(false);
  });
});
