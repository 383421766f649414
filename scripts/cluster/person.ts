import { randomUUID } from 'node:crypto';

const PATIENCE_MS = 20_000;

export type Answer = { status: number; body: string };

/** Somebody signed in over HTTP, as a browser is. */
export type Person = {
  get(address: string): Promise<Answer>;
  /** Saves a draft of a form of its own; gives the form's key once it is acknowledged. */
  saveDraft(): Promise<string>;
  /** Stores a document of the case; gives its id once it is acknowledged. */
  storeDocument(caseId: string): Promise<string>;
};

/** Signs in at the front, with password; `userId` is whose drafts are written. */
export async function signIn(url: string, username: string, password: string, userId: string): Promise<Person> {
  const cookies = new Map<string, string>();
  const ask = async (address: string, init: RequestInit = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${url}${address}`, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string>),
        cookie,
        origin: url,
        accept: 'application/json, text/html',
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return { status: response.status, body: await response.text() };
  };
  const { csrfToken } = JSON.parse((await ask('/api/auth/csrf')).body) as { csrfToken: string };
  const form = new URLSearchParams({ csrfToken, username, password, callbackUrl: '/worklist' });
  const { status } = await ask('/api/auth/callback/credentials', { method: 'POST', body: form });
  if (![...cookies.keys()].some((name) => name.endsWith('.session')))
    throw new Error(`${username} could not sign in: ${status}`);

  return {
    get: (address) => ask(address),
    async saveDraft() {
      const formKey = `visit:${randomUUID()}`;
      const draft = {
        writerId: userId,
        formKey,
        intent: 'save',
        href: '/worklist',
        title: 'draft',
        values: { a: 'b' },
      };
      const answer = await ask('/api/drafts', {
        method: 'POST',
        body: JSON.stringify(draft),
        headers: { 'content-type': 'application/json' },
      });
      if (answer.status !== 200) throw new Error(`a draft was answered with ${answer.status}`);
      return formKey;
    },
    async storeDocument(caseId) {
      const body = new FormData();
      body.set('caseId', caseId);
      body.set('requirementCode', 'APPLICATION_FORM');
      body.set('file', new File([`%PDF-1.4\n% ${randomUUID()}\n%%EOF\n`], 'form.pdf'));
      const answer = await ask('/api/files', { method: 'POST', body });
      if (answer.status !== 201)
        throw new Error(`a document was answered with ${answer.status} ${answer.body.slice(0, 200)}`);
      return (JSON.parse(answer.body) as { documentIds: string[] }).documentIds[0] ?? '';
    },
  };
}
