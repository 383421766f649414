'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import applicants from '../messages/zh-CN/applicants.json';
import backEntries from '../messages/zh-CN/back-entries.json';
import caseFiles from '../messages/zh-CN/case-files.json';
import comments from '../messages/zh-CN/comments.json';
import common from '../messages/zh-CN/common.json';
import consultations from '../messages/zh-CN/consultations.json';
import contracts from '../messages/zh-CN/contracts.json';
import decisions from '../messages/zh-CN/decisions.json';
import documents from '../messages/zh-CN/documents.json';
import drafts from '../messages/zh-CN/drafts.json';
import dueDiligence from '../messages/zh-CN/due-diligence.json';
import field from '../messages/zh-CN/field.json';
import followUp from '../messages/zh-CN/follow-up.json';
import help from '../messages/zh-CN/help.json';
import identity from '../messages/zh-CN/identity.json';
import phrases from '../messages/zh-CN/phrases.json';
import programmes from '../messages/zh-CN/programmes.json';
import shell from '../messages/zh-CN/shell.json';
import targets from '../messages/zh-CN/targets.json';
import worklist from '../messages/zh-CN/worklist.json';

const messages = {
  applicants,
  'back-entries': backEntries,
  'case-files': caseFiles,
  comments,
  common,
  consultations,
  contracts,
  decisions,
  documents,
  drafts,
  'due-diligence': dueDiligence,
  field,
  'follow-up': followUp,
  help,
  identity,
  phrases,
  programmes,
  shell,
  targets,
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
