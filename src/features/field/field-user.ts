'use client';

import { useEffect, useState } from 'react';
import { type FieldPerson, readMarker, writeMarker } from './entries';

const MARKER = 'fuqiao-field-user';

/** How long a weak network may keep the field page from opening with who was here last. */
const ASK_MS = 3000;

/**
 * Who may open drafts on this phone: undefined while it is looked up, null when nobody may. Who is signed in, as long as
 * the server can be asked; else who used the portal here last.
 */
export function useFieldUser(): string | null | undefined {
  const [userId, setUserId] = useState<string | null>();
  useEffect(() => {
    let isGone = false;
    void askWhoIsHere().then((signedIn) => {
      if (isGone) return;
      if (signedIn) markFieldUser(signedIn);
      setUserId(signedIn ?? readMarker(localStorage.getItem(MARKER), Date.now()));
    });
    return () => {
      isGone = true;
    };
  }, []);
  return userId;
}

/** The person the server knows; null without a network or without a session. */
async function askWhoIsHere(): Promise<string | null> {
  if (!navigator.onLine) return null;
  try {
    const answer = await fetch('/api/field', { cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) });
    return answer.ok ? ((await answer.json()) as FieldPerson).userId : null;
  } catch {
    return null;
  }
}

/** Remembers on this phone who uses the portal, so that the field page opens their drafts without a network. */
export function markFieldUser(userId: string): void {
  localStorage.setItem(MARKER, writeMarker(userId, Date.now()));
}

/** After signing out the field page opens nobody's drafts. */
export function forgetFieldUser(): void {
  localStorage.removeItem(MARKER);
}
