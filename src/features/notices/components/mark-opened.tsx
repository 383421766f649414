'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { openedCase } from '../actions';

/**
 * Says to the server that this case was opened by its reader. A page that is fetched ahead must not do so, which is why
 * it is said by the browser that shows it.
 */
export function MarkOpened({ caseId }: { caseId: string }) {
  const router = useRouter();
  useEffect(() => {
    const form = new FormData();
    form.set('caseId', caseId);
    openedCase(null, form)
      .then(() => router.refresh())
      // stays unread, and is marked the next time
      .catch(() => undefined);
  }, [caseId, router]);
  return null;
}
