'use client';

import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import applicants from '../messages/en/applicants.json';
import backEntries from '../messages/en/back-entries.json';
import caseFiles from '../messages/en/case-files.json';
import comments from '../messages/en/comments.json';
import common from '../messages/en/common.json';
import consultations from '../messages/en/consultations.json';
import contracts from '../messages/en/contracts.json';
import decisions from '../messages/en/decisions.json';
import documents from '../messages/en/documents.json';
import drafts from '../messages/en/drafts.json';
import dueDiligence from '../messages/en/due-diligence.json';
import field from '../messages/en/field.json';
import followUp from '../messages/en/follow-up.json';
import help from '../messages/en/help.json';
import identity from '../messages/en/identity.json';
import phrases from '../messages/en/phrases.json';
import programmes from '../messages/en/programmes.json';
import shell from '../messages/en/shell.json';
import targets from '../messages/en/targets.json';
import worklist from '../messages/en/worklist.json';

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
    <NextIntlClientProvider locale="en" timeZone="Asia/Shanghai" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
