'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import comments from '../messages/en/comments.json';
import common from '../messages/en/common.json';
import drafts from '../messages/en/drafts.json';
import field from '../messages/en/field.json';
import phrases from '../messages/en/phrases.json';
import shell from '../messages/en/shell.json';
import worklist from '../messages/en/worklist.json';

const messages = {
  comments,
  common,
  drafts,
  field,
  phrases,
  shell,
  worklist,
};

/** What components in the browser say in this language; see ./messages.tsx. */
export default function Provider({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="en" timeZone="Asia/Shanghai" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
