import { currentTime } from '@/server/clock';
import 'server-only';
import { randomUUID } from 'node:crypto';
import { recomputeDueDays } from '@/features/administration/mutations';
import { settleEndedPostings } from '@/features/authority/mutations-postings';
import { runBulkImport } from '@/features/bulk-imports/mutations-run';
import { scanFile } from '@/features/documents/mutations';
import { removeExpiredExports, runExport } from '@/features/exports/mutations-run';
import { openAllDueReports } from '@/features/follow-up/mutations-reports';
import { ageLoans } from '@/features/loan-ages/mutations';
import { planDigests, sendByChannel, sendDigest, tellDue } from '@/features/notices/mutations-daily';
import { tellOverdue } from '@/features/overdue/mutations';
import { tellPeriodsDue } from '@/features/periods/mutations-daily';
import { eraseBytes, findDueData } from '@/features/retention/mutations-daily';
import type { Jobs } from '@/server/jobs';
import { log } from '@/server/log';
import { removeOldTries } from '@/server/rate-limit';
import { removeOldLocks } from '@/server/sign-in-locks';
import { removeOrphans } from '@/server/storage';

type Handlers = { [Name in keyof Jobs]: (payload: Jobs[Name]) => Promise<void> };

/** Each background job and the mutation that does it. A job may run twice: each of these may, too. */
export const HANDLERS = {
  'file.scan': ({ fileId }) => scanFile(fileId, currentTime(), randomUUID()),
  'calendar.recompute': async () => {
    log.info(await recomputeDueDays(currentTime()), 'due days computed again');
  },
  'channel.send': (message) => sendByChannel(message),
  'digest.send': ({ userId }) => sendDigest(userId, currentTime()),
  'list.export': ({ exportId }) => runExport(exportId, currentTime(), randomUUID()),
  'projects.import': ({ importId }) => runBulkImport(importId, currentTime(), randomUUID()),
  'files.erase': ({ keys }) => eraseBytes(keys),
} as const satisfies Handlers;

/** What comes round by the clock. Times are UTC, as the queue counts them: 16:30 is 00:30 in Shanghai. */
export const DAILY = {
  'notices.due': {
    match: '30 23 * * *',
    run: async () => {
      log.info({ told: await tellDue(currentTime()) }, 'holders of due cases told');
    },
  },
  'cases.overdue': {
    match: '15 23 * * *',
    run: async () => {
      log.info({ cases: await tellOverdue(currentTime()) }, 'heads of units told of overdue cases');
    },
  },
  'periods.due': {
    match: '20 23 * * *',
    run: async () => {
      log.info({ told: await tellPeriodsDue(currentTime()) }, 'officers of places told of periods to report');
    },
  },
  'loans.aged': {
    match: '5 16 * * *',
    run: async () => {
      log.info({ loans: await ageLoans(currentTime()) }, 'loans that grew older in arrears recorded');
    },
  },
  'postings.ended': {
    match: '10 16 * * *',
    run: async () => {
      log.info({ cases: await settleEndedPostings(currentTime()) }, 'cases under a posting settled');
    },
  },
  'notices.digest': {
    match: '0 0 * * *',
    run: async () => {
      log.info({ people: await planDigests(currentTime()) }, 'daily digests asked for');
    },
  },
  'reports.open': {
    match: '30 16 * * *',
    run: async () => {
      log.info({ opened: await openAllDueReports(currentTime()) }, 'monthly reports opened');
    },
  },
  'retention.due': {
    match: '50 18 * * *',
    run: async () => {
      log.info({ due: await findDueData(currentTime()) }, 'personal data that may be erased noted');
    },
  },
  'exports.expire': {
    match: '15 * * * *',
    run: async () => {
      log.info({ removed: await removeExpiredExports(currentTime()) }, 'expired exports removed');
    },
  },
  'files.sweep': {
    match: '30 18 * * *',
    run: async () => {
      log.info({ removed: await removeOrphans(currentTime()) }, 'files without a row removed');
    },
  },
  'tries.forget': {
    match: '45 18 * * *',
    run: async () => {
      log.info({ removed: await removeOldTries(currentTime()) }, 'counted tries of earlier days removed');
      log.info({ removed: await removeOldLocks(currentTime()) }, 'wrong passwords of a month ago forgotten');
    },
  },
} as const satisfies Record<string, { match: string; run: () => Promise<void> }>;
