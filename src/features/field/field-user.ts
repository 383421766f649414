'use client';

import { useEffect, useState } from 'react';
import { readMarker, writeMarker } from './entries';

const MARKER = 'fuqiao-field-user';

/** Who may open drafts on this phone: undefined while it is looked up, null when nobody may. */
export function useFieldUser(): string | null | undefined {
  const [userId, setUserId] = useState<string | null>();
  useEffect(() => setUserId(readMarker(localStorage.getItem(MARKER), Date.now())), []);
  return userId;
}

/** Remembers on this phone who uses the portal, so that the field page opens their drafts without a network. */
export function markFieldUser(userId: string): void {
  localStorage.setItem(MARKER, writeMarker(userId, Date.now()));
}

/** After signing out the field page opens nobody's drafts. */
export function forgetFieldUser(): void {
  localStorage.removeItem(MARKER);
}
