import type { FormValues } from '@/lib/action-result';

/** What a draft belongs to, the same for every save of a page. */
export type DraftHead = {
  writerId: string;
  formKey: string;
  href: string;
  title: string;
  caseId?: string;
  /** the form is a part of a whole whose other fields stay as they are */
  partial?: boolean;
};

export type OtherDraft = { revision: number; savedAt: string; values: FormValues };

export type SendResult =
  | { kind: 'SAVED'; revision: number; savedAt: string }
  | { kind: 'CONFLICT'; theirs: OtherDraft | null }
  | { kind: 'SESSION_ENDED' }
  | { kind: 'OFFLINE' }
  | { kind: 'REFUSED'; message: string };

// Browsers drop a request that outlives its page when it is larger than this.
const KEEPALIVE_BYTES = 60_000;

/** Saves a draft; goes through also while the page is being left. Never throws. */
export async function sendDraft(head: DraftHead, values: FormValues, revision: number): Promise<SendResult> {
  const body = JSON.stringify({ ...head, intent: 'save', values, revision });
  try {
    const answer = await post(body);
    if (answer.status === 401) return { kind: 'SESSION_ENDED' };
    const data = (await answer.json()) as Record<string, unknown>;
    if (answer.ok) return { kind: 'SAVED', revision: data.revision as number, savedAt: data.savedAt as string };
    if (answer.status === 409) return { kind: 'CONFLICT', theirs: (data.theirs ?? null) as OtherDraft | null };
    return { kind: 'REFUSED', message: String(data.message ?? '') };
  } catch {
    return { kind: 'OFFLINE' };
  }
}

/** Throws the draft away; false when that did not go through. */
export async function dropDraft({ writerId, formKey }: Pick<DraftHead, 'writerId' | 'formKey'>): Promise<boolean> {
  try {
    return (await post(JSON.stringify({ writerId, formKey, intent: 'discard' }))).ok;
  } catch {
    return false;
  }
}

function post(body: string): Promise<Response> {
  return fetch('/api/drafts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    keepalive: new Blob([body]).size < KEEPALIVE_BYTES,
  });
}
