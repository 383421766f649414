import 'server-only';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import { env } from './env';

/** Where a person can be reached outside the portal; null: not by this way. */
export type Recipient = { email: string | null; phone: string | null; wecomId: string | null };
export type Message = { to: Recipient; subject: string; text: string };

/** A way to reach people outside the portal. */
export type NoticeChannel = {
  name: 'mail' | 'wecom' | 'sms';
  /** false: the person has no address there. Throws when the other side did not take it, so that the job tries again. */
  send: (message: Message) => Promise<boolean>;
};

const PATIENCE_MS = 10_000;

/** Mail by SMTP. */
export function mailChannel(config: { url: string; from: string }): NoticeChannel {
  const transport = createTransport(
    { url: config.url, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    { from: config.from },
  );
  return {
    name: 'mail',
    send: async ({ to, subject, text }) => {
      if (!to.email) return false;
      await transport.sendMail({ to: to.email, subject, text });
      return true;
    },
  };
}

/** SMS by a gateway that takes `POST {to, text}` with a bearer token and answers 2xx. */
export function smsChannel(config: { url: string; token: string }): NoticeChannel {
  return {
    name: 'sms',
    send: async ({ to, text }) => {
      if (!to.phone) return false;
      const answer = await fetch(config.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${config.token}` },
        body: JSON.stringify({ to: to.phone, text }),
        // a gateway that sends us elsewhere with a number in hand is not followed
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!answer.ok) throw new Error(`the SMS gateway answered ${answer.status}`);
      return true;
    },
  };
}

const wecomAnswer = z.object({ errcode: z.number(), access_token: z.string().optional() });
/** WeCom's codes for a token that is no longer good. */
const TOKEN_SPENT = [40014, 42001];

/** A text message of an application in the organisation's WeCom. */
export function wecomChannel(config: { url: string; corpId: string; secret: string; agentId: number }): NoticeChannel {
  let token: string | null = null;

  async function call(path: string, query: Record<string, string>, body?: unknown) {
    const answer = await fetch(`${config.url}/cgi-bin/${path}?${new URLSearchParams(query)}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'Content-Type': 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`WeCom answered ${answer.status}`);
    return wecomAnswer.parse(await answer.json());
  }

  async function freshToken(): Promise<string> {
    const answer = await call('gettoken', { corpid: config.corpId, corpsecret: config.secret });
    if (answer.errcode !== 0 || !answer.access_token) throw new Error(`WeCom gave no token: ${answer.errcode}`);
    return answer.access_token;
  }

  return {
    name: 'wecom',
    send: async ({ to, text }) => {
      if (!to.wecomId) return false;
      const body = { touser: to.wecomId, msgtype: 'text', agentid: config.agentId, text: { content: text } };
      token ??= await freshToken();
      let answer = await call('message/send', { access_token: token }, body);
      if (TOKEN_SPENT.includes(answer.errcode)) {
        token = await freshToken();
        answer = await call('message/send', { access_token: token }, body);
      }
      if (answer.errcode !== 0) throw new Error(`WeCom refused the message: ${answer.errcode}`);
      return true;
    },
  };
}

let made: { mail: NoticeChannel | null; short: NoticeChannel[] } | undefined;

/** The channels that the environment configures: mail for the digest, the short ones for what cannot wait, best first. */
export function configuredChannels(): { mail: NoticeChannel | null; short: NoticeChannel[] } {
  if (made) return made;
  const { SMTP_URL, MAIL_FROM, SMS_URL, SMS_TOKEN, WECOM_URL, WECOM_CORP_ID, WECOM_SECRET, WECOM_AGENT_ID } = env();
  const wecom =
    WECOM_CORP_ID && WECOM_SECRET && WECOM_AGENT_ID !== undefined
      ? wecomChannel({ url: WECOM_URL, corpId: WECOM_CORP_ID, secret: WECOM_SECRET, agentId: WECOM_AGENT_ID })
      : null;
  const sms = SMS_URL && SMS_TOKEN ? smsChannel({ url: SMS_URL, token: SMS_TOKEN }) : null;
  made = {
    mail: SMTP_URL && MAIL_FROM ? mailChannel({ url: SMTP_URL, from: MAIL_FROM }) : null,
    short: [wecom, sms].filter((channel) => channel !== null),
  };
  return made;
}
