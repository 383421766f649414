'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import comments from '../messages/zh-CN/comments.json';
import common from '../messages/zh-CN/common.json';
import drafts from '../messages/zh-CN/drafts.json';
import field from '../messages/zh-CN/field.json';
import phrases from '../messages/zh-CN/phrases.json';
import shell from '../messages/zh-CN/shell.json';
import worklist from '../messages/zh-CN/worklist.json';

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
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
