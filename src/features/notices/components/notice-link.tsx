'use client';

import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { readNotice } from '../actions';

/** Leads to what the notice speaks of; following it is reading it. */
export function NoticeLink({ href, noticeId, children }: { href: string; noticeId: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      onClick={() => {
        const form = new FormData();
        form.set('noticeId', noticeId);
        // the page it leads to does not wait for this; the mark can also be set in the inbox
        void readNotice(null, form);
      }}
    >
      {children}
    </Link>
  );
}
