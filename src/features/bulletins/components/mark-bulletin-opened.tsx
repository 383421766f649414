'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { opened } from '../actions';

/**
 * Says to the server that an addressed unit has the bulletin open. A page that is fetched ahead must not do so, which is
 * why it is said by the browser that shows it.
 */
export function MarkBulletinOpened({ bulletinId }: { bulletinId: string }) {
  const router = useRouter();
  useEffect(() => {
    const form = new FormData();
    form.set('bulletinId', bulletinId);
    opened(null, form)
      .then(() => router.refresh())
      // stays unread, and is marked the next time
      .catch(() => undefined);
  }, [bulletinId, router]);
  return null;
}
