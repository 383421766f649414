'use client';

import { useEffect } from 'react';
import { markFieldUser } from '../field-user';

/** On each page of the portal: whose phone this is now, and the field page is made ready to open without a network. */
export function FieldPresence({ userId }: { userId: string }) {
  useEffect(() => {
    markFieldUser(userId);
    // The scope is the field page alone: no page of the portal passes through the worker, so none is ever kept by it.
    navigator.serviceWorker?.register('/sw.js', { scope: '/field' }).catch(() => undefined);
  }, [userId]);
  return null;
}
